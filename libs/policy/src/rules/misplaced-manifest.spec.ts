import { expect, it } from 'vitest';
import { enforce } from '../enforce.js';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { defaultPolicy } from '../policy.js';
import { misplacedManifest } from './misplaced-manifest.js';

const tools = subproject('tools', ['eu.gcr.io/prod/tools'], '- {name: hammer, dmap: {"sha256:1a…": []}}');
const { 'images/tools/images.yaml': images = '', 'manifests/tools/promoter-manifest.yaml': registries = '' } =
  tools;

const places: [string, string, string][] = [
  ['images one folder too deep', 'images/tools/old/images.yaml', images],
  ['registries one folder too deep', 'manifests/tools/old/promoter-manifest.yaml', registries],
  ['images beside registries', 'manifests/tools/images.yaml', images],
  ['another ending', 'images/forge/images.yml', images],
  ['capital letters', 'images/forge/Images.yaml', images],
];

it.each(places)('%s: an error that stops nothing else', (_situation, file, text) => {
  const tree = treeOf({ ...tools, [file]: text });
  expect(found(misplacedManifest, tree)).toEqual([
    {
      at: `${file} 1:1`,
      severity: 'error',
      message: expect.stringContaining('nothing of this file is promoted') as string,
      related: [],
      touches: [],
    },
  ]);
  const enforced = enforce(tree, defaultPolicy);
  expect(enforced.problems).toMatchObject([{ rule: 'misplaced-manifest', severity: 'error', touches: {} }]);
  expect(enforced.manifests).toEqual(tree.manifests);
});

it.each(places)('%s: a project may allow it', (_situation, file, text) => {
  const tree = treeOf({ ...tools, [file]: text });
  const allowedFiles = [file];
  expect(found(misplacedManifest, tree, { allowedFiles })).toEqual([]);
  const enforced = enforce(tree, { ...defaultPolicy, allowedFiles });
  expect(enforced.problems.map(({ severity }) => severity)).toEqual(['warning']);
});
