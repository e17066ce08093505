import { mkdir, realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import {
  checkOut,
  createGitRepository,
  type GitRepository,
  importCommit,
  TemporaryFolders,
} from '@cip/testing';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { findRepository } from './find-repository.js';

const folders = new TemporaryFolders();
let outer: GitRepository;
let top: string;

beforeEach(async () => {
  outer = await createGitRepository();
  top = await realpath(outer.folder);
  await outer.write({ 'tree/images/a/images.yaml': '', '.gitignore': 'clones\n' });
  await outer.commit('outer');
});

afterEach(() => outer.remove());
afterAll(() => folders.remove());

const found = async (...names: string[]): Promise<string[] | undefined> => {
  const at = await findRepository(path.join(top, ...names));
  return at && [path.relative(top, at.repository.topLevel), at.path];
};

it('is the nearest one upwards, for a path that need not exist', async () => {
  expect(await found('tree')).toEqual(['', 'tree']);
  expect(await found('tree/none/there')).toEqual(['', 'tree/none/there']);
  expect(await found()).toEqual(['', '']);
  expect(await findRepository(await folders.create())).toBeUndefined();
});

it('is not what only looks like one', async () => {
  for (const name of ['objects', 'refs', '.git']) await mkdir(path.join(top, 'tree', name));
  await outer.write({ 'tree/HEAD': 'ref: refs/heads/main\n' });
  expect(await found('tree')).toEqual(['', 'tree']);
});

it('may be a clone inside of another that knows nothing of it', async () => {
  await mkdir(path.join(top, 'clones'));
  await createGitRepository(path.join(top, 'clones'));
  expect(await found('clones/tree')).toEqual(['clones', 'tree']);
});

it('is never a submodule', async () => {
  await importCommit(outer, [
    { path: 'sub', kind: 'submodule', content: await outer.git('rev-parse', 'HEAD') },
  ]);
  await using checkout = await checkOut(outer, 'a clone');
  await createGitRepository(path.join(checkout.folder, 'sub'));
  await expect(findRepository(path.join(checkout.folder, 'sub/tree'))).rejects.toMatchObject({
    code: 'NESTED_REPOSITORY',
  });
});

it('is never another one that a link leads to', async () => {
  await using other = await createGitRepository();
  await symlink(other.folder, path.join(top, 'link'));
  await expect(findRepository(path.join(top, 'link'))).rejects.toMatchObject({ code: 'LEADS_OUT' });
});

it('is found through a link outside of all repositories', async () => {
  const link = path.join(await folders.create(), 'link');
  await symlink(path.join(top, 'tree'), link);
  expect(await findRepository(link)).toMatchObject({ repository: { topLevel: top }, path: 'tree' });
});
