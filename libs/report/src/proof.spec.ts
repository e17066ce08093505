import type { PolicyOutcome } from '@cip/provenance';
import { describe, expect, it } from 'vitest';
import { renderHtml } from './render-html.js';
import { renderJson } from './render-json.js';
import { renderText } from './render-text.js';
import { planReport } from './promotion-report.js';
import { blocker, digest, plan, step } from './testing/samples.js';

const proven: PolicyOutcome = {
  manifest: 'foo',
  where: { file: 'manifests/foo/promoter-manifest.yaml', line: 5 },
  mode: 'require',
  satisfied: true,
  level: 3,
  by: ['https://builder.example'],
  signedBy: ['builder@project.example (https://accounts.google.com)'],
  accepted: [digest('c')],
  violations: [],
  notes: [],
};
const violated: PolicyOutcome = {
  ...proven,
  mode: 'warn',
  satisfied: false,
  by: [],
  signedBy: [],
  accepted: [],
  violations: ['it has no build provenance'],
};
const { level: _, ...unproven } = violated;

const report = planReport(
  plan({
    steps: [
      step({ destination: 'asia.gcr.io/prod/pause', proof: [proven] }),
      step({ destination: 'eu.gcr.io/prod/pause', proof: [proven] }),
      step({ destination: 'us.gcr.io/prod/tool', image: 'tool', digest: digest('b'), proof: [unproven] }),
    ],
    blockers: [blocker({ kind: 'provenance', reason: 'the provenance policy …', proof: [unproven] })],
  }),
  { requests: 0 },
);

describe('what policies say of images', () => {
  it('takes a line for each image in text, the unproven first', () => {
    const text = renderText(report, { dryRun: true, width: 200 });
    expect(text).toMatch(
      /^Provenance: 2 images held against provenance policies\n {2}tool +sha256:b+ +not proven +it has no build provenance \(the policy only warns\) +policy of foo\n {2}pause +sha256:a+ +level 3 +built by https:\/\/builder\.example; signed by builder@project\.example/m,
    );
  });

  it('has a table in HTML', () => {
    const html = renderHtml(report, { dryRun: true });
    expect(html).toContain('2 images held against provenance policies');
    expect(html).toContain('it has no build provenance (the policy only warns)');
  });

  it('is part of each item in JSON', () => {
    const { items } = JSON.parse([...renderJson(report)].join('')) as { items: { proof?: unknown }[] };
    expect(items.map(({ proof }) => proof)).toEqual([[proven], [proven], [unproven], [unproven]]);
  });

  it('is left out where no policy applies', () => {
    const bare = planReport(plan({ steps: [step()] }), { requests: 0 });
    expect(renderText(bare, { dryRun: true })).not.toContain('Provenance');
    expect(renderHtml(bare, { dryRun: true })).not.toContain('Provenance');
    expect([...renderJson(bare)].join('')).not.toContain('proof');
  });
});
