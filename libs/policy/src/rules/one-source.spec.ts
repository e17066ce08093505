import { expect, it } from 'vitest';
import { treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { oneSource } from './one-source.js';

const file = 'manifests/tools/promoter-manifest.yaml';

function manifest(...registries: string[]): Record<string, string> {
  return {
    [file]: `registries:\n${registries.map((text) => `- {${text}}\n`).join('')}`,
    'images/tools/images.yaml': '',
  };
}

it.each([
  [
    'no source',
    manifest('name: gcr.io/a', 'name: eu.gcr.io/a'),
    '2:1',
    /no registry is marked as the source/,
  ],
  ['a source that is switched off', manifest('name: gcr.io/a, src: false'), '2:1', /no registry is marked/],
  [
    'two sources',
    manifest('name: gcr.io/a, src: true', 'name: eu.gcr.io/a', 'name: gcr.io/b, src: true'),
    '4:3',
    /gcr\.io\/a \(line 2\) and gcr\.io\/b \(line 4\)/,
  ],
])('%s', (_situation, files, at, message) => {
  expect(found(oneSource, treeOf(files))).toEqual([
    {
      at: `${file} ${at}`,
      severity: 'error',
      message: expect.stringMatching(message) as string,
      related: [],
      touches: [{ subproject: 'tools' }],
    },
  ]);
});

it('is silent about one source, even if it is the last entry', () => {
  expect(found(oneSource, treeOf(manifest('name: eu.gcr.io/a', 'name: gcr.io/a, src: true')))).toEqual([]);
});
