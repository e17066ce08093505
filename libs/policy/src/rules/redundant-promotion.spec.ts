import { expect, it } from 'vitest';
import { digestOf, subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { redundantPromotion } from './redundant-promotion.js';

const eu = 'eu.gcr.io/prod';
const us = 'us.gcr.io/prod';

function image(name: string, digest: string, ...tags: string[]): string {
  return `- name: ${name}\n  dmap:\n    "sha256:${digest}…": [${tags.join(', ')}]\n`;
}

it('reports the later place once for all regions, and touches it alone', () => {
  const images = image('a/x', '1a', 'v0', 'v1') + image('x', '1a', 'v1');
  const tree = treeOf(subproject('tools', [eu, `${eu}/a`, us, `${us}/a`], images));
  expect(found(redundantPromotion, tree)).toEqual([
    {
      at: 'images/tools/images.yaml 6:81',
      severity: 'warning',
      message:
        'the tag "v1" of eu.gcr.io/prod/a/x and 1 other repository gets the same digest from gcr.io/staging-tools/x here, and from gcr.io/staging-tools/a/x elsewhere',
      related: ['images/tools/images.yaml 3:85'],
      touches: [
        {
          subproject: 'tools',
          source: 'gcr.io/staging-tools',
          image: 'x',
          digest: digestOf('1a'),
          tags: ['v1'],
        },
      ],
    },
  ]);
});

it('reports it where another manifest fills the repository, too, and leaves that to another rule', () => {
  const files = {
    ...subproject('a', [`${eu}/a`], image('x', '1a', 'v1')),
    ...subproject('b', [eu, `${eu}/a`], image('a/x', '1a', 'v1') + image('x', '1a', 'v1')),
  };
  expect(found(redundantPromotion, treeOf(files)).map(({ at, related }) => [at, ...related])).toEqual([
    ['images/b/images.yaml 6:81', 'images/b/images.yaml 3:81'],
  ]);
});

const nested = [eu, `${eu}/a`];

it.each([
  ['different digests', subproject('b', nested, image('a/x', '1a', 'v1') + image('x', '2b', 'v1'))],
  ['different tags', subproject('b', nested, image('a/x', '1a', 'v1') + image('x', '1a', 'v2'))],
  ['no tags', subproject('b', nested, image('a/x', '1a') + image('x', '1a'))],
  ['other destinations', subproject('b', [eu, `${us}/a`], image('a/x', '1a', 'v1') + image('x', '1a', 'v1'))],
  [
    'two manifests',
    { ...subproject('a', [eu], image('x', '1a', 'v1')), ...subproject('b', [eu], image('x', '1a', 'v1')) },
  ],
])('is silent about %s', (_situation, files) => {
  expect(found(redundantPromotion, treeOf(files))).toEqual([]);
});
