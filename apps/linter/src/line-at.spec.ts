import { type ManifestTree, parsePlainManifest } from '@cip/manifest';
import { expect, it } from 'vitest';
import { lineFinder } from './line-at.js';

function tree(text: string): ManifestTree {
  return parsePlainManifest({ shownAs: 'a.yaml', text });
}

const lineAt = lineFinder(
  [tree('registries: []\r\nimages:\n- name: tool\n')],
  new Map([['main', [tree('old: 1\n')]]]),
);

it.each([
  ['the first line, without its end', 1, undefined, 'registries: []'],
  ['a line in the middle', 3, undefined, '- name: tool'],
  ['a line of the older tree', 1, 'main', 'old: 1'],
  ['a line after the last', 9, undefined, undefined],
  ['a revision that nobody read', 1, 'other', undefined],
])('finds %s', (_, line, revision, expected) => {
  expect(lineAt('a.yaml', line, revision)).toBe(expected);
});

it('knows nothing of files that are not in the tree', () => {
  expect(lineAt('b.yaml', 1)).toBeUndefined();
});
