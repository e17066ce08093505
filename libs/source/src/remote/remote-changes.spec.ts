import { readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { seededBytes } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imagesOf, RemoteRepository, tagsAndRevision } from './fixtures.js';

let remote: RemoteRepository;

beforeEach(async () => {
  remote = await RemoteRepository.create();
});

afterEach(() => remote[Symbol.asyncDispose]());

describe('the remote may', () => {
  it('be pushed to by force', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open({ branch: 'main' });
    await tree.update();
    await remote.git.git('checkout', '--quiet', '--orphan', 'rewritten');
    const rewritten = await remote.commitTag('v2');
    await remote.git.git('branch', '--force', 'main', 'rewritten');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], rewritten]);
  });

  it('go back to an older revision, and what was newer is gone', async () => {
    const first = await remote.commitTag('v1');
    await remote.git.write({ 'registry/images/b/images.yaml': imagesOf('v9') });
    await remote.commitTag('v2');
    const tree = await remote.open();
    await tree.update();
    await remote.git.git('reset', '--quiet', '--hard', first);
    const { directory, revision } = await tree.update();
    expect(revision).toBe(first);
    expect(await readdir(path.join(directory, 'images'))).toEqual(['a']);
  });

  it('rename its default branch', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open();
    await tree.update();
    await remote.git.git('branch', '--move', 'main', 'trunk');
    const renamed = await remote.commitTag('v2');
    expect(await remote.git.git('symbolic-ref', 'HEAD')).toBe('refs/heads/trunk');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], renamed]);
  });

  it('delete a branch and make it again', async () => {
    await remote.commitTag('v1');
    await remote.git.git('branch', 'release');
    const tree = await remote.open({ branch: 'release' });
    await tree.update();
    await remote.git.git('branch', '-D', 'release');
    await expect(tree.update()).rejects.toMatchObject({
      code: 'UNKNOWN_REVISION',
      reason: 'the branch release is not there',
    });
    const again = await remote.commitTag('v2');
    await remote.git.git('branch', 'release');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], again]);
  });

  it('have no commit yet', async () => {
    const tree = await remote.open();
    await expect(tree.update()).rejects.toMatchObject({ code: 'UNKNOWN_REVISION' });
    const first = await remote.commitTag('v1');
    expect(await tagsAndRevision(tree)).toEqual([['v1'], first]);
  });

  it('get the directory later, lose it, and get it back', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open({ path: 'later/registry' });
    const missing = { code: 'NOT_FOUND', reason: expect.stringContaining('"later/registry"') as unknown };
    await expect(tree.update()).rejects.toMatchObject(missing);
    await remote.git.write({ 'later/registry/images/a/images.yaml': imagesOf('v2') });
    const added = await remote.git.commit('later');
    expect((await tree.update()).revision).toBe(added);
    await remote.git.write({ later: undefined });
    await remote.git.commit('lost');
    await expect(tree.update()).rejects.toMatchObject(missing);
    await remote.git.git('reset', '--quiet', '--hard', added);
    expect((await tree.update()).revision).toBe(added);
  });

  it('be away for a while', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open();
    await tree.update();
    const away = `${remote.git.folder}-away`;
    await rename(remote.git.folder, away);
    await expect(tree.update()).rejects.toMatchObject({
      code: 'UNREACHABLE',
      location: `file://${remote.git.folder}`,
    });
    await rename(away, remote.git.folder);
    const back = await remote.commitTag('v2');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], back]);
  });

  it('know no filters', async () => {
    await remote.git.git('config', 'uploadpack.allowFilter', 'false');
    await remote.git.write({ 'large.bin': seededBytes('large', 100_000) });
    const first = await remote.commitTag('v1');
    const tree = await remote.open();
    expect(await tagsAndRevision(tree)).toEqual([['v1'], first]);
    const second = await remote.commitTag('v2');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], second]);
    expect(await readdir((await tree.update()).repository.topLevel)).toEqual(['registry']);
  });
});
