import { expect, it } from 'vitest';
import { isFromSource } from './source-repository.js';

const source = 'github.com/org/repo';

it.each([
  ['github.com/org/repo'],
  ['https://github.com/org/repo'],
  ['git+https://github.com/org/repo'],
  ['git+https://github.com/org/repo@refs/heads/main'],
  ['git+https://github.com/org/repo.git@4b220de5058abfd01ff619c9d2ff6b09a049bea0'],
  ['https://github.com/org/repo.git'],
  ['https://github.com/org/repo/'],
  ['https://github.com/org/repo.git#refs/tags/v1.0:sub/folder'],
  ['https://github.com/org/repo?ref=v1'],
  ['https://GitHub.com/org/repo'],
  ['HTTPS://github.com/org/repo'],
  ['git+ssh://git@github.com/org/repo'],
  ['ssh://git@github.com/org/repo@refs/heads/main'],
  ['git://github.com/org/repo'],
  [' https://github.com/org/repo '],
])('%j is the source github.com/org/repo', (recorded) => {
  expect(isFromSource(recorded, source)).toBe(true);
});

it.each([
  [''],
  ['github.com'],
  ['https://github.com/org'],
  ['https://github.com/org/repo2'],
  ['https://github.com/org/repo-fork'],
  ['https://github.com/org/repo/sub'],
  ['https://github.com/Org/repo'],
  ['https://gitlab.com/org/repo'],
  ['https://github.com.evil.example/org/repo'],
  ['https://evil.example/github.com/org/repo'],
  ['https://github.com@evil.example/org/repo'],
  ['https://evil.example?@github.com/org/repo'],
  ['https://evil.example#@github.com/org/repo'],
  [String.raw`https://evil.example\@github.com/org/repo`],
  ['https://github.com/org/repo/../evil'],
  ['https://github.com/org/%72epo'],
  ['https://github.com:8443/org/repo'],
  ['https://evil.example/x@github.com/org/repo'],
  ['git@github.com:org/repo'],
  ['oci://github.com/org/repo'],
  ['pkg:github/org/repo'],
  ['file:///github.com/org/repo'],
  ['https:///github.com/org/repo'],
  ['https://github.com/org/repo\u0000'],
  ['https://github.com/org/repo x'],
  [`https://github.com/org/repo@${'x'.repeat(2_000)}`],
])('%j is not the source github.com/org/repo', (recorded) => {
  expect(isFromSource(recorded, source)).toBe(false);
});

it.each([
  ['https://github.com/org/repo/', true],
  ['git+https://github.com/org/repo.git', true],
  ['GitHub.com/org/repo', true],
  ['http://github.com/org/repo', false],
  ['github.com/org', false],
  ['github.com/org/', false],
  ['github.com', false],
  ['repo', false],
])('a policy that writes it as %s: %j', (written, same) => {
  expect(isFromSource('git+https://github.com/org/repo@refs/heads/main', written)).toBe(same);
});
