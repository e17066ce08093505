import type { HiddenFindings } from '@cip/policy';
import { expect, it } from 'vitest';
import { finding, many, reportOf, rule } from '../testing/findings.js';
import { reviewRow } from '../testing/review.js';
import { lintExitCode } from './lint-report.js';
import { renderAnnotations } from './render-annotations.js';
import { renderLintHtml } from './render-lint-html.js';
import { renderLintJson } from './render-lint-json.js';
import { renderLintJunit } from './render-lint-junit.js';
import { renderLintMarkdown } from './render-lint-markdown.js';
import { renderLintText } from './render-lint-text.js';
import { renderReview } from './render-review.js';
import { renderSarif } from './render-sarif.js';

const hidden: HiddenFindings[] = [
  { rule: 'tag-conflict', severity: 'error', amount: 2_000, refuses: true },
  { rule: 'moving-tag', severity: 'warning', amount: 1 },
  { rule: 'tag-conflict', severity: 'error', amount: 500 },
  { rule: 'tag-moved', severity: 'error', amount: 7, excepted: true },
];
const report = reportOf([finding()], { hidden, hiddenRows: 30, review: [reviewRow()] });
const text =
  '2,508 more findings of rules that have very many are counted, but not listed in any report (moving-tag: 1 warning, tag-conflict: 2,500 errors, tag-moved: 7 errors excepted)';
const rows = '30 tags and digests of the change are not listed in any report';

it('counts in the summary and for the exit code', () => {
  expect(report.summary).toMatchObject({ errors: 2_501, warnings: 1, infos: 0 });
  expect(lintExitCode(reportOf([], { hidden }))).toBe(1);
  expect(renderLintText(report).trimEnd().split('\n').at(-1)).toMatch(
    /^2,501 errors, 1 warning, 0 infos in .*; 7 findings excepted$/,
  );
});

it.each([
  ['text', renderLintText(report)],
  ['html', renderLintHtml(report)],
  ['github', renderAnnotations(report)],
  ['markdown', renderLintMarkdown(report)],
])('%s says what it does not list', (_, rendered) => {
  expect(rendered).toContain(text);
  expect(rendered).toContain(rows);
});

it('sarif says what it does not list', () => {
  expect(renderSarif(report, { version: '1', rules: [] })).toContain(text);
});

it('json has what it does not list as data', () => {
  expect(JSON.parse(renderLintJson(report))).toMatchObject({
    hiddenRows: 30,
    hidden: [
      { rule: 'moving-tag', severity: 'warning', amount: 1 },
      { rule: 'tag-conflict', severity: 'error', amount: 2_500 },
      { rule: 'tag-moved', severity: 'error', amount: 7, excepted: true },
    ],
  });
});

it('junit counts it in its case, which fails although no error is listed', () => {
  const junit = renderLintJunit(report, { rules: [rule()] });
  expect(junit).toContain('<failure message="2,500 errors, none of them listed" type="tag-conflict"');
  expect(junit).toMatch(/failures="2"/);
});

it('junit counts it beside what is listed', () => {
  const some = reportOf(many(3), { hidden: [{ rule: 'digest-format', severity: 'error', amount: 4 }] });
  expect(renderLintJunit(some, { rules: [rule()] })).toContain('<failure message="7 errors, first: ');
});

it('infos are counted by rule', () => {
  const infos = many(2, { rule: 'repeated-image', severity: 'info' });
  const some = reportOf(infos, { hidden: [{ rule: 'repeated-image', severity: 'info', amount: 1_234 }] });
  expect(renderLintText(some)).toContain('repeated-image  2 findings in 1 file and 1,234 more');
});

it.each([
  [
    [],
    'The change asks to promote 30 tags and digests, none of which is listed: see what is wrong with it first.',
  ],
  [[reviewRow()], 'The change asks to promote 31 tags and digests, of which 1 tag or digest is listed:'],
  [
    [reviewRow({ refused: ['tag-moved'] })],
    'The change asks to promote 31 tags and digests, of which 1 tag or digest is listed, and of these 1 tag or digest is refused:',
  ],
])('the title of a review counts all of it', (listed, title) => {
  expect(renderReview(listed, { hiddenRows: 30 }).split('\n', 1)).toEqual([title]);
});
