import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readGivenFile } from './read-given-file.js';
import { readTreeFile } from './read-tree-file.js';

const name = '.cip.yaml';

let repository: GitRepository;
let cwd: string;

beforeEach(async () => {
  repository = await createGitRepository();
  cwd = await realpath(repository.folder);
  await repository.write({ 'tree/manifests/a/promoter-manifest.yaml': 'registries: []\n' });
});

afterEach(() => repository.remove());

const read = (revision?: string): ReturnType<typeof readTreeFile> =>
  readTreeFile({ directory: 'tree', ...(revision !== undefined && { revision }) }, name, { cwd });

it('reads the file as it stands, or as it stood in a revision', async () => {
  const before = await repository.commit('without');
  await repository.write({ [`tree/${name}`]: 'rules: {}\n' });
  const revision = await repository.commit('with');
  await repository.write({ [`tree/${name}`]: 'stagingPrefix: a\n' });
  expect(await read(before)).toBeUndefined();
  expect(await read(revision)).toEqual({ shownAs: `tree/${name}`, text: 'rules: {}\n' });
  expect(await read()).toEqual({ shownAs: `tree/${name}`, text: 'stagingPrefix: a\n' });
});

it('there may be no such file', async () => {
  expect(await read()).toBeUndefined();
});

it('follows a link in the directory, in a revision too', async () => {
  await repository.write({ 'tree/policy.yaml': 'rules: {}\n' });
  await symlink('policy.yaml', path.join(cwd, 'tree', name));
  const revision = await repository.commit('link');
  for (const found of [await read(), await read(revision)]) {
    expect(found).toEqual({ shownAs: `tree/${name}`, text: 'rules: {}\n' });
  }
});

it.each([
  ['a link out of the tree', (file: string) => symlink('../outside.yaml', file), 'leads out of the tree'],
  ['a loop of links', (file: string) => symlink(name, file), 'leads back to itself'],
  ['a directory', (file: string) => mkdir(file), 'it is a directory'],
  ['bytes that are no text', (file: string) => writeFile(file, Buffer.from([0xff])), 'it is not UTF-8 text'],
])('%s is told, and not read', async (_, create, reason) => {
  await create(path.join(cwd, 'tree', name));
  expect(await read()).toEqual({
    shownAs: `tree/${name}`,
    unreadable: expect.stringContaining(reason) as unknown,
  });
});

it('refuses a revision that there is not', async () => {
  await repository.commit('first');
  await expect(read('v0')).rejects.toMatchObject({ name: 'SourceError', code: 'UNKNOWN_REVISION' });
});

it('reads a file that was named, relative to the working directory', async () => {
  await repository.write({ 'policies/strict.yaml': 'rules: {}\n' });
  const given = readGivenFile('policies/strict.yaml', 'Name one.', { cwd });
  expect(await given).toEqual({ shownAs: 'policies/strict.yaml', text: 'rules: {}\n' });
});

it.each([
  ['none.yaml', 'NOT_FOUND'],
  ['tree', 'NOT_A_FILE'],
])('refuses %s when it was named', async (file, code) => {
  await expect(readGivenFile(file, 'Name one.', { cwd })).rejects.toMatchObject({
    code,
    remedy: 'Name one.',
  });
});
