import { expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { sharedRepository } from './shared-repository.js';

const eu = 'eu.gcr.io/prod';
const us = 'us.gcr.io/prod';

function image(name: string, digest = '1a'): string {
  return `- name: ${name}\n  dmap:\n    "sha256:${digest}…": [v1]\n`;
}

it('reports the later of two subprojects once for all regions, and touches both', () => {
  const files = {
    ...subproject('tools', [eu, us], image('hammer')),
    ...subproject('forge', [eu, us], image('hammer', '2b')),
  };
  expect(found(sharedRepository, treeOf(files))).toEqual([
    {
      at: 'images/tools/images.yaml 1:3',
      severity: 'error',
      message:
        'tools fills eu.gcr.io/prod/hammer and 1 other repository here, and forge fills the same elsewhere',
      related: ['images/forge/images.yaml 1:3'],
      touches: ['forge', 'tools'].map((name) => ({
        subproject: name,
        source: `gcr.io/staging-${name}`,
        image: 'hammer',
      })),
    },
  ]);
});

it.each([
  ['names that differ, below nested registries', subproject('forge', [eu], image('tools/hammer'))],
  ['the same digest and tag', subproject('forge', [`${eu}/tools`], image('hammer'))],
  [
    'the same source',
    {
      ...subproject('forge', [`${eu}/tools`], image('hammer')),
      'manifests/forge/promoter-manifest.yaml': `registries:\n- {name: gcr.io/staging-tools, src: true}\n- name: ${eu}/tools\n`,
    },
  ],
])('reports %s', (_situation, files) => {
  const tree = treeOf({ ...subproject('tools', [`${eu}/tools`], image('hammer')), ...files });
  expect(found(sharedRepository, tree)).toHaveLength(1);
});

it('reports a pair of images once, even where they meet in different company', () => {
  const files = {
    ...subproject('a', [eu, us], image('x')),
    ...subproject('b', [eu, us], image('x')),
    ...subproject('c', [us], image('x')),
  };
  expect(found(sharedRepository, treeOf(files)).map(({ message }) => message)).toEqual([
    'b fills eu.gcr.io/prod/x and 1 other repository here, and a fills the same elsewhere',
    'c fills us.gcr.io/prod/x here, and a fills the same elsewhere',
  ]);
});

it.each([
  ['other registries', subproject('forge', [us], image('hammer'))],
  ['other images', subproject('forge', [eu], image('anvil'))],
  ['two images of one subproject', subproject('tools', [eu, `${eu}/a`], image('hammer') + image('a/hammer'))],
])('is silent about %s', (_situation, files) => {
  const tree = treeOf({ ...subproject('tools', [eu], image('hammer')), ...files });
  expect(found(sharedRepository, tree)).toEqual([]);
});
