import { describe, expect, it } from 'vitest';
import { subproject } from '../example-tree.fixture.js';
import { saidOf } from './changes.fixture.js';
import { destinationRemoved } from './destination-removed.js';
import { digestRemoved } from './digest-removed.js';
import { imageRemoved } from './image-removed.js';

const hammer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1"]\n';
const both = ['eu.gcr.io/prod/tools', 'us.gcr.io/prod/tools'];
const before = subproject('tools', both, hammer);

describe('destination-removed', () => {
  it('stands where the registry stood, and is not said again for each image', () => {
    const after = subproject('tools', ['eu.gcr.io/prod/tools'], hammer);
    expect(saidOf(destinationRemoved, before, after)).toEqual([
      'manifests/tools/promoter-manifest.yaml:5:3 [main] tools does not promote to us.gcr.io/prod/tools any more',
    ]);
    for (const rule of [imageRemoved, digestRemoved]) expect(saidOf(rule, before, after)).toEqual([]);
  });

  it.each([
    ['registries in another order', subproject('tools', both.toReversed(), hammer)],
    ['a registry more', subproject('tools', [...both, 'asia.gcr.io/prod/tools'], hammer)],
    [
      'a registry that another subproject fills with the same',
      {
        ...subproject('tools', ['eu.gcr.io/prod/tools'], hammer),
        ...subproject('more', ['us.gcr.io/prod/tools'], hammer),
      },
    ],
    ['a subproject that is gone', {}],
    [
      'a registry whose name is wrong',
      subproject('tools', ['eu.gcr.io/prod/tools', 'us.gcr.io/Prod'], hammer),
    ],
    [
      'a registry whose block is wrong',
      subproject('tools', ['eu.gcr.io/prod/tools', 'us.gcr.io/prod/tools\n  zone: b'], hammer),
    ],
  ])('says nothing of %s', (_, after) => {
    expect(saidOf(destinationRemoved, before, after)).toEqual([]);
  });
});
