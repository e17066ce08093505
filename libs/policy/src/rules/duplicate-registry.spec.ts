import { expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { duplicateRegistry } from './duplicate-registry.js';

const file = 'manifests/tools/promoter-manifest.yaml';
const images = '- {name: hammer, dmap: {"sha256:1a…": []}}';
const source = 'gcr.io/staging-tools';
const eu = 'eu.gcr.io/prod/tools';

it('reports each repetition of a destination, with the first entry', () => {
  const tree = treeOf(subproject('tools', [eu, 'us.gcr.io/prod/tools', eu, eu], images));
  const repetition = {
    severity: 'warning',
    message: `${eu} is listed again`,
    related: [`${file} 4:3`],
    touches: [{ subproject: 'tools', source, registry: eu }],
  };
  expect(found(duplicateRegistry, tree)).toEqual([
    { at: `${file} 6:3`, ...repetition },
    { at: `${file} 7:3`, ...repetition },
  ]);
});

it('is silent about nested registries and other paths', () => {
  const tree = treeOf(subproject('tools', [eu, `${eu}/more`, 'eu.gcr.io/prod'], images));
  expect(found(duplicateRegistry, tree)).toEqual([]);
});
