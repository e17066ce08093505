import { parsePlainManifest } from '@cip/manifest';
import { expect, it } from 'vitest';
import { treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { defaultPolicy } from '../policy.js';
import { sourceMatchesFolder } from './source-matches-folder.js';

function from(source: string, folder = 'tools'): Record<string, string> {
  return {
    [`manifests/${folder}/promoter-manifest.yaml`]: `registries:\n- name: eu.gcr.io/prod\n- {name: ${source}, src: true}\n`,
    [`images/${folder}/images.yaml`]: '',
  };
}

it('reports a source of another name where it stands', () => {
  expect(found(sourceMatchesFolder, treeOf(from('gcr.io/staging/forge')))).toEqual([
    {
      at: 'manifests/tools/promoter-manifest.yaml 3:3',
      severity: 'error',
      message:
        'the source gcr.io/staging/forge does not belong to the folder tools, where a registry that ends with /tools is expected',
      related: [],
      touches: [{ subproject: 'tools', source: 'gcr.io/staging/forge' }],
    },
  ]);
});

it.each([
  ['a name that only ends like the folder', from('gcr.io/staging-tools')],
  ['a name with the folder above its end', from('gcr.io/tools/forge')],
  ['a folder with the name of what every object has', from('gcr.io/staging-tools', 'constructor')],
])('reports %s', (_situation, files) => {
  expect(found(sourceMatchesFolder, treeOf(files))).toHaveLength(1);
});

it('what the configuration says about a folder replaces its name', () => {
  const subprojects = { tools: { source: 'gcr.io/staging/forge' } };
  expect(found(sourceMatchesFolder, treeOf(from('gcr.io/staging/forge')), { ...on, subprojects })).toEqual(
    [],
  );
  expect(
    found(sourceMatchesFolder, treeOf(from('gcr.io/staging/tools')), { ...on, subprojects }),
  ).toMatchObject([
    { message: expect.stringMatching(/where gcr\.io\/staging\/forge is expected/) as string },
  ]);
});

it.each([
  ['the last segment', treeOf(from('gcr.io/staging/tools'))],
  ['a source without a path', treeOf(from('tools', 'tools'))],
  [
    'a plain manifest, which has no folder',
    parsePlainManifest({
      shownAs: 'all.yaml',
      text: 'registries:\n- {name: gcr.io/staging-tools, src: true}\n- name: eu.gcr.io/prod\nimages: []\n',
    }),
  ],
])('is silent about %s', (_situation, tree) => {
  expect(tree.manifests).toHaveLength(1);
  expect(found(sourceMatchesFolder, tree)).toEqual([]);
});

it('is off without configuration', () => {
  expect(
    found(sourceMatchesFolder, treeOf(from('gcr.io/staging/forge')), { rules: defaultPolicy.rules }),
  ).toEqual([]);
});

const on = { rules: { 'source-matches-folder': 'error' as const } };
