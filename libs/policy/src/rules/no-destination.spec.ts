import { expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { noDestination } from './no-destination.js';

const file = 'manifests/tools/promoter-manifest.yaml';
const images = '- {name: hammer, dmap: {"sha256:1a…": []}}';
const lonely = {
  at: `${file} 2:3`,
  severity: 'error',
  message: 'the manifest has no destination, so no image of gcr.io/staging-tools is promoted',
  related: [],
  touches: [{ subproject: 'tools', source: 'gcr.io/staging-tools' }],
};

it.each([
  ['a source alone', subproject('tools', [], images)],
  ['a source alone, and images that cannot be read', subproject('tools', [], '[')],
  ['no file of images', { [file]: 'registries:\n- {name: gcr.io/staging-tools, src: true}\n' }],
])('reports %s', (_situation, files) => {
  expect(found(noDestination, treeOf(files))).toEqual([lonely]);
});

it.each([
  ['a destination', subproject('tools', ['eu.gcr.io/prod/tools'], images)],
  ['a destination with a mistake in its name', subproject('tools', ['https://eu.gcr.io'], images)],
  [
    'a destination without a name',
    {
      ...subproject('tools', [], images),
      [file]: 'registries:\n- {name: gcr.io/staging-tools, src: true}\n- {src: false}\n',
    },
  ],
  ['a manifest without a source', { ...subproject('tools', [], images), [file]: 'registries: []\n' }],
])('is silent about %s', (_situation, files) => {
  expect(found(noDestination, treeOf(files))).toEqual([]);
});
