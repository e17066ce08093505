import { expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { thinTreeLayout } from './thin-tree-layout.js';

const tools = subproject('tools', ['eu.gcr.io/prod/tools'], '- {name: hammer, dmap: {"sha256:1a…": []}}');
const { 'images/tools/images.yaml': images = '', 'manifests/tools/promoter-manifest.yaml': registries = '' } =
  tools;

it.each([
  [
    'images without registries',
    { 'images/tools/images.yaml': images },
    'images/tools/images.yaml',
    /no manifests\/tools\/promoter-manifest\.yaml/,
    [{ subproject: 'tools' }],
  ],
  [
    'registries without images',
    { 'manifests/tools/promoter-manifest.yaml': registries },
    'manifests/tools/promoter-manifest.yaml',
    /no images\/tools\/images\.yaml/,
    [{ subproject: 'tools' }],
  ],
  [
    'an unknown file',
    { ...tools, 'images/tools/image.yaml': images },
    'images/tools/image.yaml',
    /has no role/,
    [],
  ],
])('%s', (_situation, files, at, message, touches) => {
  expect(found(thinTreeLayout, treeOf(files))).toEqual([
    {
      at: `${at} 1:1`,
      severity: 'warning',
      message: expect.stringMatching(message) as string,
      related: [],
      touches,
    },
  ]);
});

it.each([
  ['both files of a subproject', tools],
  [
    'files that may stand anywhere',
    { ...tools, 'images/OWNERS': '', 'images/tools/README.md': '', 'images/.keep': '' },
  ],
  [
    'what projects keep beside their manifests',
    { ...tools, 'images/go.mod': '', 'images/tools/generate.sh': '', 'manifests/tools/NOTES.md': '' },
  ],
  ['a misplaced manifest, which has a rule of its own', { ...tools, 'images/tools/old/images.yaml': images }],
])('is silent about %s', (_situation, files) => {
  expect(found(thinTreeLayout, treeOf(files))).toEqual([]);
});

it('is silent about allowed files, by their paths below the root', () => {
  const tree = treeOf({ ...tools, 'images/tools/notes.txt': '', 'images/tools/old/list.yaml': '' }, 'a/b');
  const allowedFiles = ['images/*/notes.txt', 'images/**/old/*'];
  const pathInTree = (file: string): string => file.replace('a/b/', '');
  expect(found(thinTreeLayout, tree, { allowedFiles }, pathInTree)).toEqual([]);
  expect(found(thinTreeLayout, tree, { allowedFiles }).map(({ at }) => at)).toEqual([
    'a/b/images/tools/notes.txt 1:1',
    'a/b/images/tools/old/list.yaml 1:1',
  ]);
});

it('a subproject that lacks a file is not allowed by its path', () => {
  const tree = treeOf({ 'images/tools/images.yaml': images });
  expect(found(thinTreeLayout, tree, { allowedFiles: ['**'] })).toHaveLength(1);
});
