import { expect, it } from 'vitest';
import { finding, many, reportOf, someFindings } from '../testing/findings.js';
import { renderAnnotations } from './render-annotations.js';

it('has a command for each finding, errors first, and figures at the end', () => {
  const pathFromTop = (file: string) => `registry.k8s.io/${file}`;
  expect(renderAnnotations(reportOf(someFindings().toReversed()), { pathFromTop })).toMatchInlineSnapshot(`
    "::error file=registry.k8s.io/images/k8s-staging-pause/images.yaml,title=tag-removed::the tag "3.9" was removed%0Aat registry.k8s.io/images/k8s-staging-pause/images.yaml:7:1 in ffffffffffff%0ACopy the digest from the source again.
    ::error file=registry.k8s.io/images/k8s-staging-pause/images.yaml,line=3,col=5,title=tag-conflict::two digests want the tag "3.10"%0Asee registry.k8s.io/images/k8s-staging-old/images.yaml:8:22: the other one%0ACopy the digest from the source again.
    ::error file=registry.k8s.io/images/k8s-staging-pause/images.yaml,line=3,col=5,title=digest-format::the digest has 62 hexadecimal characters instead of 64%0ACopy the digest from the source again.
    ::warning file=registry.k8s.io/images/k8s-staging-pause/images.yaml,line=12,col=1,title=moving-tag::the tag "latest" looks like one that moves
    ::notice file=registry.k8s.io/images/k8s-staging-pause/images.yaml,line=20,col=1,title=repeated-image::the image "pause" is repeated
    ::notice file=registry.k8s.io/images/k8s-staging-pause/images.yaml,line=1,col=1,title=canonical-format::the file is not in canonical format
    3 errors, 1 warning, 2 infos in 142 files, 733 images, 16,595 digests
    "
  `);
});

it.each([
  ['a percent sign', '100%', 'title=digest-format::100%25%0A'],
  ['a message that is a command', '::error::x', '::\\u003a:error::x%0A'],
  ['a line end', 'a\r\n::error::b', '::a\\u000d\\u000a::error::b%0A'],
])('escapes %s in a message', (_situation, message, text) => {
  expect(renderAnnotations(reportOf([finding({ message })]))).toContain(text);
});

it('escapes what separates properties in a file name', () => {
  const where = { file: 'a,line=9::b\n%.yaml', line: 1, column: 1 };
  expect(renderAnnotations(reportOf([finding({ where })]))).toMatch(
    /^::error file=a%2Cline=9%3A%3Ab\\u000a%25\.yaml,line=1,/,
  );
});

it('cuts what GitHub would not show, kind by kind', () => {
  const warnings = many(70, { severity: 'warning' });
  const lines = renderAnnotations(reportOf([...many(480), ...warnings])).split('\n');
  expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(50);
  expect(lines[50]).toBe('… and 430 more errors (use --format json for all)');
  expect(lines.slice(-3)).toEqual([
    '… and 20 more warnings (use --format json for all)',
    '480 errors, 70 warnings, 0 infos in 142 files, 733 images, 16,595 digests',
    '',
  ]);
});
