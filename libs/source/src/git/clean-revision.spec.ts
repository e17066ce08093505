import path from 'node:path';
import { createGitRepository, type GitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest';
import { cleanRevision } from './clean-revision.js';

const folders = new TemporaryFolders();
let repository: GitRepository;
let revision: string;

beforeEach(async () => {
  repository = await createGitRepository();
  await repository.write({ 'tree/a.yaml': 'a', 'other.txt': 'b', '.gitignore': '*.swp\n' });
  revision = await repository.commit('first');
});

afterEach(() => repository.remove());
afterAll(() => folders.remove());

const found = (): Promise<string | undefined> => cleanRevision(path.join(repository.folder, 'tree'));

it('is that of the repository, whatever stands beside the directory', async () => {
  expect(await found()).toBe(revision);
  await repository.write({ 'other.txt': 'changed' });
  expect(await found()).toBe(revision);
  expect(await cleanRevision(repository.folder)).toBeUndefined();
});

it.each([
  ['changed', { 'tree/a.yaml': 'b' }],
  ['deleted', { 'tree/a.yaml': undefined, 'tree/b.yaml': 'b' }],
  ['new', { 'tree/b.yaml': 'b' }],
  ['ignored', { 'tree/b.swp': 'b' }],
])('there is none when a file is %s', async (_, files) => {
  await repository.write(files);
  expect(await found()).toBeUndefined();
});

it('there is none outside of Git, and none before the first commit', async () => {
  expect(await cleanRevision(await folders.create())).toBeUndefined();
  await using empty = await createGitRepository();
  expect(await cleanRevision(empty.folder)).toBeUndefined();
});
