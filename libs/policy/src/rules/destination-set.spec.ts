import { expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { destinationSet } from './destination-set.js';

const hosts = ['as', 'au', 'eu', 'sa', 'us'].map((region) => `${region}.gcr.io`);
const policy = {
  rules: { 'destination-set': 'warning' as const },
  productionRegistries: hosts.map((host) => `${host}/prod`),
};
const file = 'manifests/tools/promoter-manifest.yaml';

function tree(...destinations: string[]): ReturnType<typeof treeOf> {
  return treeOf(subproject('tools', destinations, ''));
}

function below(path: string, registries = policy.productionRegistries): string[] {
  return registries.map((registry) => `${registry}/${path}`);
}

it('reports a path once, with the first of the registries that are missing', () => {
  expect(found(destinationSet, tree('us.gcr.io/prod/tools'), policy)).toEqual([
    {
      at: `${file} 4:3`,
      severity: 'warning',
      message:
        '"tools" of only 1 of 5 production registries is a destination; as.gcr.io/prod, au.gcr.io/prod, eu.gcr.io/prod and 1 more are missing',
      related: [],
      touches: [{ subproject: 'tools', source: 'gcr.io/staging-tools' }],
    },
  ]);
});

it('reports each path that is incomplete', () => {
  const destinations = [...below('tools').slice(1), ...below('saws'), 'eu.gcr.io/prod'];
  const findings = found(destinationSet, tree(...destinations), policy);
  expect(findings.map(({ at, message }) => [at, message])).toEqual([
    [
      `${file} 4:3`,
      '"tools" of only 4 of 5 production registries is a destination; as.gcr.io/prod is missing',
    ],
    [`${file} 13:3`, expect.stringMatching(/^the top of only 1 of 5 production registries/)],
  ]);
});

it.each([
  ['all registries, in any order', tree(...below('tools').toReversed())],
  ['none of them', tree('example.com/tools')],
  ['all of them and another', tree(...below('tools'), 'example.com/tools')],
  [
    'a destination with a mistake in its name',
    tree(...below('tools').slice(1), 'https://as.gcr.io/prod/tools'),
  ],
])('is silent about %s', (_situation, sound) => {
  expect(found(destinationSet, sound, policy)).toEqual([]);
});

it('is silent as long as no production registries are configured', () => {
  expect(found(destinationSet, tree('us.gcr.io/prod/tools'))).toEqual([]);
});

it('a destination counts for the longest of nested production registries', () => {
  const productionRegistries = ['us.gcr.io/prod', 'us.gcr.io/prod/images'];
  const destinations = tree('us.gcr.io/prod/tools', 'us.gcr.io/prod/images/tools');
  expect(found(destinationSet, destinations, { ...policy, productionRegistries })).toEqual([]);
});
