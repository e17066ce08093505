import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { exitCodeOf, lintExitCode, lintReport, planReport, renderLintText, renderText } from './index.js';
import { facts, finding, many, someFindings } from './testing/findings.js';
import { blocker, plan as planOf, regions, stepsTo } from './testing/samples.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n(.*?)```.*?```\n(.*?)```/gs)];

it('the example of a plan gives what the README shows', () => {
  const plan = planOf({ steps: stepsTo(regions(2)), blockers: [blocker({ tags: ['latest'] })], existing: 7 });
  const [, code = '', output = ''] = examples[0] ?? [];
  const report = planReport(plan, { requests: 3 });
  const text = renderText(report, { dryRun: true });
  expect(text).toBe(output);
  expect(exitCodeOf(report)).toBe(1);
  expect(code).toContain('planReport(plan, { requests: 3 })');
  expect(code).toContain('renderText(report, { dryRun: true })');
});

it('the example of findings gives what the README shows', () => {
  const [, code = '', output = ''] = examples[1] ?? [];
  const warning = someFindings().filter(({ rule }) => rule === 'moving-tag');
  const infos = many(40, { rule: 'canonical-format', severity: 'info' });
  const report = lintReport([finding(), ...warning, ...infos], facts);
  const lines: Readonly<Record<number, string>> = { 3: '    "sha256:aaaa": ["3.10"]', 12: '- name: pause' };
  expect(renderLintText(report, { lineAt: (_file, line) => lines[line] })).toBe(output);
  expect(lintExitCode(report)).toBe(1);
  expect(code).toContain('lintReport(findings, { files: 142, images: 733, digests: 16_595 })');
  expect(code).toContain('lintExitCode(report)');
});
