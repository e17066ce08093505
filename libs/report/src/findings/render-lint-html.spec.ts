import { expect, it } from 'vitest';
import { excepted, finding, many, reportOf, someFindings } from '../testing/findings.js';
import { readPage } from '../testing/read-page.js';
import { reviewRow } from '../testing/review.js';
import { digest } from '../testing/samples.js';
import { renderLintHtml } from './render-lint-html.js';

it('has findings by file, each with its line and a caret, and folds infos away', () => {
  const there = { file: 'images/other/images.yaml', line: 1, column: 1 };
  const report = reportOf([
    finding({ severity: 'warning', rule: 'moving-tag', where: there }),
    ...someFindings(),
  ]);
  const lineAt = (_: string, line: number) => (line === 3 ? '    "sha256:aaaa": ["3.10"]' : undefined);
  expect(readPage(renderLintHtml(report, { lineAt }))).toEqual([
    'cip-lint 3 errors',
    '3 errors, 2 warnings, 2 infos in 142 files, 733 images, 16,595 digests',
    'images/k8s-staging-pause/images.yaml',
    'error digest-format line 3, column 5',
    'the digest has 62 hexadecimal characters instead of 64',
    '3 |     "sha256:aaaa": ["3.10"]',
    '  |     ^',
    'Fix: Copy the digest from the source again.',
    'error tag-conflict line 3, column 5',
    'two digests want the tag "3.10"',
    '3 |     "sha256:aaaa": ["3.10"]',
    '  |     ^',
    'see images/k8s-staging-old/images.yaml:8:22: the other one',
    'Fix: Copy the digest from the source again.',
    'error tag-removed line 7, column 1 in ffffffffffff',
    'the tag "3.9" was removed',
    'Fix: Copy the digest from the source again.',
    'warning moving-tag line 12, column 1',
    'the tag "latest" looks like one that moves',
    '2 infos',
    'info canonical-format line 1, column 1',
    'the file is not in canonical format',
    'info repeated-image line 20, column 1',
    'the image "pause" is repeated',
    'images/other/images.yaml',
    'warning moving-tag line 1, column 1',
    'the digest has 62 hexadecimal characters instead of 64',
    'Fix: Copy the digest from the source again.',
  ]);
});

it('tells what a change promotes, what is excepted, and that the configuration changes', () => {
  const moved = reviewRow({ refused: ['tag-moved'], movedFrom: digest('b') });
  const report = reportOf([], {
    excepted: [excepted()],
    changedConfigurations: ['.cip.yaml'],
    review: [reviewRow({ tag: '3.11' }), moved],
  });
  expect(readPage(renderLintHtml(report))).toEqual([
    'cip-lint no errors',
    '0 errors, 0 warnings, 0 infos in 142 files, 733 images, 16,595 digests; 1 finding excepted',
    'the configuration .cip.yaml changes, too',
    'The change promotes 1 tag or digest; 1 tag or digest is refused',
    'image | tag | refused by | digest | before | from | destinations',
    'pause | 3.10 | tag-moved | sha256:aaaaaaaaaaaa | sha256:bbbbbbbbbbbb | gcr.io/k8s-staging-pause/pause | 22 registries',
    'pause | 3.11 | | sha256:aaaaaaaaaaaa | | gcr.io/k8s-staging-pause/pause | 22 registries',
    'Excepted (agreed to in .cip.yaml)',
    'error tag-moved images/k8s-staging-pause/images.yaml:3:5',
    'the tag "3.9" moves',
    'agreed until 2030-01-31 in .cip.yaml:2:3: rebuilt for CVE-1',
  ]);
});

it('shows the worst of very many, and how many more there are', () => {
  const report = reportOf([...many(5_000, { severity: 'info', rule: 'canonical-format' }), finding()]);
  const text = readPage(renderLintHtml(report));
  expect(text).toContain('error digest-format line 3, column 5');
  expect(text).toContain('1,999 infos');
  expect(text.at(-1)).toBe('… and 3,001 more (use --format json for all)');
});
