import path from 'node:path';
import { createGitRepository, TemporaryFolders } from '@cip/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { gitPlace, publicUrl } from './git-place.js';

const folders = new TemporaryFolders();

afterAll(() => folders.remove());

describe('the place of a directory', () => {
  it('is known with its commit and its remote while nothing has changed', async () => {
    await using repository = await createGitRepository();
    await repository.write({ 'tree/images.yaml': 'one' });
    const commit = await repository.commit('one');
    const tree = path.join(repository.folder, 'tree');
    expect(await gitPlace(tree)).toEqual({ path: 'tree', commit });
    await repository.git('remote', 'add', 'origin', 'https://user:secret@github.com/org/repo.git');
    const url = 'https://github.com/org/repo';
    expect(await gitPlace(tree)).toEqual({ path: 'tree', commit, url });
    await repository.write({ 'tree/images.yaml': 'two' });
    expect(await gitPlace(tree)).toEqual({ path: 'tree', url });
    expect(await gitPlace(tree, { revision: 'HEAD' })).toEqual({ path: 'tree', commit, url });
  });

  it('is unknown outside of Git', async () => {
    expect(await gitPlace(await folders.create())).toBeUndefined();
  });
});

it.each([
  ['https://github.com/org/repo.git', 'https://github.com/org/repo'],
  ['https://user:secret@github.com/org/repo', 'https://github.com/org/repo'],
  ['https://git.example:8443/org/repo.git?token=secret', 'https://git.example:8443/org/repo'],
  ['git@github.com:org/repo.git', 'https://github.com/org/repo'],
  ['ssh://git@github.com:22/org/repo.git', 'https://github.com/org/repo'],
  ['/srv/git/repo.git', undefined],
  ['file:///srv/git/repo.git', undefined],
  ['../repo', undefined],
])('the remote %s is %s to others', (remote, expected) => {
  expect(publicUrl(remote)).toBe(expected);
});
