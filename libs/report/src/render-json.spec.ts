import { expect, it } from 'vitest';
import { planReport } from './promotion-report.js';
import { renderJson } from './render-json.js';
import { blocker, plan, step, unavailable } from './testing/samples.js';

const unread = { side: 'source', ...unavailable('gcr.io', 'k8s-staging/pause/tags/list') } as const;
const report = planReport(plan({ steps: [step()], blockers: [blocker({ tags: ['x'], ...unread })] }), {
  requests: 2,
});

it('says what the report says', () => {
  expect(JSON.parse(renderJson(report))).toEqual(report);
});

it('gives each item a line, and ends with a line end', () => {
  const lines = renderJson(report).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toMatch(/^\{"kind":"tag-moved","state":"blocked","image":"pause",.*\}$/);
  expect(lines.slice(3)).toEqual([']}', '']);
});

it('orders keys, whatever order they were made in', () => {
  const mixed = report.items.map((item) => Object.fromEntries(Object.entries(item).toReversed()));
  const summary = Object.fromEntries(Object.entries(report.summary).toReversed());
  expect(renderJson({ ...report, summary, items: mixed } as unknown as typeof report)).toBe(
    renderJson(report),
  );
});

it('renders an empty list of items', () => {
  expect(JSON.parse(renderJson(planReport(plan(), { requests: 0 })))).toMatchObject({ items: [] });
});
