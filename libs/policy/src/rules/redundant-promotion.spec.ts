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
  const files = {
    ...subproject('tools', [eu, us], image('hammer', '1a', 'v1')),
    ...subproject('forge', [eu, us], image('hammer', '1a', 'v0', 'v1')),
  };
  expect(found(redundantPromotion, treeOf(files))).toEqual([
    {
      at: 'images/tools/images.yaml 3:81',
      severity: 'warning',
      message:
        'the tag "v1" of eu.gcr.io/prod/hammer and 1 other repository gets the same digest from gcr.io/staging-tools/hammer here, and from gcr.io/staging-forge/hammer elsewhere',
      related: ['images/forge/images.yaml 3:85'],
      touches: [
        {
          subproject: 'tools',
          source: 'gcr.io/staging-tools',
          image: 'hammer',
          digest: digestOf('1a'),
          tags: ['v1'],
        },
      ],
    },
  ]);
});

it('reports two images of one manifest that meet below nested registries', () => {
  const images = image('a/x', '1a', 'v1') + image('x', '1a', 'v1');
  expect(found(redundantPromotion, treeOf(subproject('tools', [eu, `${eu}/a`], images)))).toMatchObject([
    { at: 'images/tools/images.yaml 6:81', related: ['images/tools/images.yaml 3:81'] },
  ]);
});

it('reports each further source against the first', () => {
  const files = ['a', 'b', 'c'].map((folder) => subproject(folder, [eu], image('x', '1a', 'v1')));
  const findings = found(redundantPromotion, treeOf(Object.assign({}, ...files) as Record<string, string>));
  expect(findings.map(({ at, related }) => [at, ...related])).toEqual(
    ['b', 'c'].map((folder) => [`images/${folder}/images.yaml 3:81`, 'images/a/images.yaml 3:81']),
  );
});

const sameSource = 'registries:\n- {name: gcr.io/staging-a, src: true}\n- name: eu.gcr.io/prod\n';

it.each([
  [
    'different digests',
    { ...subproject('a', [eu], image('x', '1a', 'v1')), ...subproject('b', [eu], image('x', '2b', 'v1')) },
  ],
  [
    'different tags',
    { ...subproject('a', [eu], image('x', '1a', 'v1')), ...subproject('b', [eu], image('x', '1a', 'v2')) },
  ],
  ['no tags', { ...subproject('a', [eu], image('x', '1a')), ...subproject('b', [eu], image('x', '1a')) }],
  [
    'the same source',
    {
      ...subproject('a', [eu], image('x', '1a', 'v1')),
      ...subproject('b', [eu], image('x', '1a', 'v1')),
      'manifests/b/promoter-manifest.yaml': sameSource,
    },
  ],
  [
    'other destinations',
    { ...subproject('a', [eu], image('x', '1a', 'v1')), ...subproject('b', [us], image('x', '1a', 'v1')) },
  ],
])('is silent about %s', (_situation, files) => {
  expect(found(redundantPromotion, treeOf(files))).toEqual([]);
});
