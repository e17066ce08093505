import { expect, it } from 'vitest';
import { planReport } from './promotion-report.js';
import { renderJson } from './render-json.js';
import { renderJunit } from './render-junit.js';
import { renderText } from './render-text.js';
import { blocker, plan, regions, step } from './testing/samples.js';

const facts = { requests: 0 };

it('stays short for every image of a large tree', () => {
  const steps = Array.from({ length: 1500 }, (_, i) => i).flatMap((i) =>
    regions(22).map((registry) => step({ image: `image${i}`, destination: `${registry}/image${i}` })),
  );
  const report = planReport(plan({ steps }), facts);
  expect(renderText(report, { dryRun: true }).split('\n').length).toBeLessThan(110);
  expect(JSON.parse(renderJson(report))).toMatchObject({ summary: { planned: 33_000 } });
  expect(renderJunit(report).match(/<testcase /g)).toHaveLength(33_000);
});

it('tells a hundred thousand unreachable items in a few lines', () => {
  const blockers = Array.from({ length: 100_000 }, (_, i) => {
    const destination = `us.gcr.io/prod/image${Math.floor(i / 20)}`;
    const reason = `GET https://us.gcr.io/v2/prod/image${Math.floor(i / 20)}/manifests/v${i}: 503`;
    return blocker({
      kind: 'unreachable',
      image: `image${Math.floor(i / 20)}`,
      destination,
      tags: [`v${i}`],
      reason,
    });
  });
  expect(renderText(planReport(plan({ blockers }), facts), { dryRun: true })).toContain(
    'us.gcr.io: 100,000 items for 5,000 repositories: GET https://us.gcr.io/v2/…/manifests/…: 503\n',
  );
});
