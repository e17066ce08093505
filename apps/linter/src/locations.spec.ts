import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { findLocations, folderOf } from './locations.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('takes directories for trees and files for plain manifests, each once', async () => {
  const folder = await folders.create();
  const [tree, file] = [path.join(folder, 'tree'), path.join(folder, 'plain')];
  await mkdir(tree);
  await writeFile(file, '');
  expect(await findLocations([tree, file, `${tree}/`, path.join(folder, 'gone.yaml')])).toEqual([
    { kind: 'tree', given: `${tree}/` },
    { kind: 'file', given: file },
    { kind: 'file', given: path.join(folder, 'gone.yaml') },
  ]);
});

it.each([
  [{ kind: 'tree', given: 'registry.k8s.io/' }, 'registry.k8s.io/'],
  [{ kind: 'tree', given: '.' }, '.'],
  [{ kind: 'file', given: 'backfill/manifest.yaml' }, 'backfill'],
  [{ kind: 'file', given: 'manifest.yaml' }, '.'],
] as const)('the configuration of %j is in %s', (location, folder) => {
  expect(folderOf(location)).toBe(folder);
});
