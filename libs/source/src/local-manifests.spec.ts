import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { folderOf, localManifests, treeIn } from './local-manifests.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('takes directories for trees and files for plain manifests, whatever they are called', async () => {
  const folder = await folders.create();
  const [tree, file] = [path.join(folder, 'tree.yaml'), path.join(folder, 'plain')];
  await mkdir(tree);
  await writeFile(file, '');
  expect(localManifests(tree)).toEqual({ kind: 'tree', directory: tree });
  expect(localManifests(file)).toEqual({ kind: 'file', file });
});

it.each([
  ['gone/manifest.yaml', { kind: 'file', file: 'gone/manifest.yaml' }],
  ['gone/manifest.YML', { kind: 'file', file: 'gone/manifest.YML' }],
  ['gone/registry.k8s.io', { kind: 'tree', directory: 'gone/registry.k8s.io' }],
])('goes by the name of what is only in a revision: %s', (given, expected) => {
  expect(localManifests(given)).toEqual(expected);
});

it.each([
  [{ kind: 'tree', directory: 'registry.k8s.io/' }, 'registry.k8s.io/'],
  [{ kind: 'tree', directory: '.' }, '.'],
  [{ kind: 'file', file: 'backfill/manifest.yaml' }, 'backfill'],
  [{ kind: 'file', file: 'manifest.yaml' }, '.'],
] as const)('the configuration of %j is in %s', (manifests, folder) => {
  expect(folderOf(manifests)).toBe(folder);
});

it.each([
  ['with both folders is a tree', ['manifests', 'images'], true],
  ['with one of them is none', ['manifests'], false],
  ['without them is none', [], false],
])('a directory %s', async (_, names, isTree) => {
  const directory = await folders.create();
  for (const name of names) await mkdir(path.join(directory, name));
  expect(treeIn(directory)).toEqual(isTree ? { kind: 'tree', directory } : undefined);
});
