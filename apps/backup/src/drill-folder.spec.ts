import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { formatOwner, newOwner } from '@cip/runtime';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { makeDrillFolder } from './drill-folder.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

it('the folder of a drill that was killed goes with the next drill; those of others stay', async () => {
  const parent = await folders.create();
  const living = await makeDrillFolder(parent);
  const dead = `cip-backup-drill-${formatOwner({ ...newOwner(), pid: 999_999_999 })}`;
  for (const name of [dead, 'cip-backup-drill-notes']) await mkdir(path.join(parent, name));
  const own = await makeDrillFolder(parent);
  const left = [living, own].map((folder) => path.basename(folder));
  expect((await readdir(parent)).sort()).toEqual([...left, 'cip-backup-drill-notes'].sort());
});
