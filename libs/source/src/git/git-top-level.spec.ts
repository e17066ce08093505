import { mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { gitTopLevel } from './git-top-level.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

it('finds the top level from a folder below it', async () => {
  await using repository = await createGitRepository();
  const below = path.join(repository.folder, 'registry.k8s.io/images');
  await mkdir(below, { recursive: true });
  expect(await gitTopLevel(below)).toBe(await realpath(repository.folder));
});

it('finds none outside of Git, nor where there is nothing', async () => {
  const folder = await folders.create();
  expect(await gitTopLevel(folder)).toBeUndefined();
  expect(await gitTopLevel(path.join(folder, 'missing'))).toBeUndefined();
});
