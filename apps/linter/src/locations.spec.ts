import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { findLocations } from './locations.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('takes what is named twice once', async () => {
  const folder = await folders.create();
  const [tree, file] = [path.join(folder, 'tree'), path.join(folder, 'plain')];
  await mkdir(tree);
  await writeFile(file, '');
  expect(findLocations([tree, file, `${tree}/`])).toEqual([
    { kind: 'tree', directory: `${tree}/` },
    { kind: 'file', file },
  ]);
});
