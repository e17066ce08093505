import { expect, it } from 'vitest';
import { openManifestsOf } from './open-manifests.js';

it.each([
  ['a directory that does not exist', { location: '/nowhere/registry' }, 2],
  ['a directory with a branch', { location: '/nowhere', branch: 'main' }, 2],
  ['a repository that is not there', { location: 'file:///nowhere/at/all' }, 1],
])('%s ends the program', async (_, location, exitCode) => {
  const { signal } = new AbortController();
  await expect(openManifestsOf({ ...location, signal })).rejects.toMatchObject({ exitCode });
});
