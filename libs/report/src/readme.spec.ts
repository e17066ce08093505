import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exitCodeOf, planReport, renderText } from './index.js';
import { blocker, plan as planOf, regions, stepsTo } from './testing/samples.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const [, code = '', output = ''] = /```ts\n(.*?)```.*?```\n(.*?)```/s.exec(readme) ?? [];

it('the example gives what the README shows', () => {
  const plan = planOf({ steps: stepsTo(regions(2)), blockers: [blocker({ tags: ['latest'] })], existing: 7 });
  const report = planReport(plan, { requests: 3 });
  const text = renderText(report, { dryRun: true });
  expect(text).toBe(output);
  expect(exitCodeOf(report)).toBe(1);
  expect(code).toContain('planReport(plan, { requests: 3 })');
  expect(code).toContain('renderText(report, { dryRun: true })');
});
