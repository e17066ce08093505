import { expect, it } from 'vitest';
import { renderJson } from './render-json.js';
import { blocker, plan, planned, step, unavailable, whole } from './testing/samples.js';

const unread = { side: 'source', ...unavailable('gcr.io', 'k8s-staging/pause/tags/list') } as const;
const report = planned(plan({ steps: [step()], blockers: [blocker({ tags: ['x'], ...unread })] }), {
  requests: 2,
});

it('says what the report says', () => {
  expect(JSON.parse(whole(renderJson(report)))).toEqual(report);
});

it('gives each item a line, and ends with a line end', () => {
  const lines = whole(renderJson(report)).split('\n');
  expect(lines).toHaveLength(5);
  expect(lines[2]).toMatch(/^\{"kind":"tag-moved","state":"blocked","image":"pause",.*\}$/);
  expect(lines.slice(3)).toEqual([']}', '']);
});

it('orders keys, whatever order they were made in', () => {
  const reversed = <T extends object>(value: T): T =>
    Object.fromEntries(Object.entries(value).toReversed()) as T;
  const mixed = { ...report, summary: reversed(report.summary), items: report.items.map(reversed) };
  expect(whole(renderJson(mixed))).toBe(whole(renderJson(report)));
});

it('renders an empty list of items', () => {
  expect(JSON.parse(whole(renderJson(planned(plan(), { requests: 0 }))))).toMatchObject({ items: [] });
});
