import { describe, expect, it } from 'vitest';
import { renderAnnotations } from './findings/render-annotations.js';
import { renderLintJson } from './findings/render-lint-json.js';
import { renderLintJunit } from './findings/render-lint-junit.js';
import { renderLintText } from './findings/render-lint-text.js';
import { renderSarif } from './findings/render-sarif.js';
import { renderJson } from './render-json.js';
import { renderJunit } from './render-junit.js';
import { renderText } from './render-text.js';
import { many, reportOf, rule } from './testing/findings.js';
import { blocker, plan, planned, regions, step, unavailable, whole } from './testing/samples.js';

const facts = { requests: 0 };

it('stays short for every image of a large tree', () => {
  const steps = Array.from({ length: 1500 }, (_, i) => i).flatMap((i) =>
    regions(22).map((registry) => step({ image: `image${i}`, destination: `${registry}/image${i}` })),
  );
  const report = planned(plan({ steps }), facts);
  expect(renderText(report, { dryRun: true }).split('\n').length).toBeLessThan(110);
  expect(JSON.parse(whole(renderJson(report)))).toMatchObject({ summary: { planned: 33_000 } });
  expect(whole(renderJunit(report)).match(/<testcase /g)).toHaveLength(33_000);
});

it('tells a hundred thousand unreachable items in a few lines', () => {
  const blockers = Array.from({ length: 100_000 }, (_, i) => {
    const destination = `us.gcr.io/prod/image${Math.floor(i / 20)}`;
    return blocker({
      kind: 'unreachable',
      image: `image${Math.floor(i / 20)}`,
      destination,
      tags: [`v${i}`],
      ...unavailable('us.gcr.io', `prod/image${Math.floor(i / 20)}/manifests/v${i}`),
    });
  });
  expect(renderText(planned(plan({ blockers }), facts), { dryRun: true })).toContain(
    'us.gcr.io: 100,000 items for 5,000 repositories: status 503: UNAVAILABLE come back later; try later; for example GET https://us.gcr.io/v2/prod/image0/manifests/v0\n',
  );
});

describe('twenty thousand findings', () => {
  const lint = (amount: number) => reportOf(many(amount));
  const rules = [rule()];
  const options = { version: '1.2.3', rules };

  it.each([
    ['text', (amount: number) => renderLintText(lint(amount))],
    ['annotations', (amount: number) => renderAnnotations(lint(amount))],
    ['JUnit', (amount: number) => renderLintJunit(lint(amount), { rules })],
  ])('take no more room in %s than two hundred', (_format, render) => {
    expect(render(20_000).length - render(200).length).toBeLessThan(20);
  });

  it.each([
    ['JSON', (amount: number) => renderLintJson(lint(amount))],
    ['SARIF', (amount: number) => renderSarif(lint(amount), options)],
  ])('take twice the room of ten thousand in %s', (_format, render) => {
    expect(render(20_000).length / render(10_000).length).toBeCloseTo(2, 1);
  });

  it('have only the lines looked up that are shown', () => {
    let asked = 0;
    renderLintText(lint(20_000), {
      lineAt: () => {
        asked += 1;
        return 'name: pause';
      },
    });
    expect(asked).toBe(10);
  });
});
