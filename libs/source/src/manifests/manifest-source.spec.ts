import path from 'node:path';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directorySource } from './directory-source.js';
import { remoteSource } from './remote-source.js';

const { signal } = new AbortController();
const anHourAhead = (): number => Date.now() + 3_600_000;
let repository: GitRepository;

beforeEach(async () => {
  repository = await createGitRepository();
  await repository.write({ 'registry/images/a/images.yaml': '# Nothing yet.\n' });
  await repository.commit('first');
});

afterEach(() => repository.remove());

describe('what is known is not parsed again', () => {
  it('of a remote repository, as long as the revision is the same', async () => {
    const source = await remoteSource({ url: `file://${repository.folder}`, path: 'registry' }, signal);
    const { version, tree } = await source.read(undefined, signal);
    expect(tree).toBeDefined();
    expect(await source.read(version, signal)).toEqual({ revision: version, version });
    const next = await repository.commit('second');
    expect(await source.read(version, signal)).toMatchObject({ revision: next, tree: { manifests: [] } });
    await source.close();
  });

  it('of a directory, as long as no file is touched; its revision may be another one', async () => {
    const source = directorySource(path.join(repository.folder, 'registry'), anHourAhead);
    const { version } = await source.read(undefined, signal);
    expect(version).toBeDefined();
    const next = await repository.commit('second');
    expect(await source.read(version, signal)).toEqual({ revision: next, version });
    await repository.write({ 'registry/images/b/images.yaml': '' });
    expect(await source.read(version, signal)).toMatchObject({ revision: 'working tree', tree: {} });
  });
});

it('files that were just written are not taken for known: they may change again without a trace', async () => {
  await repository.write({ 'registry/images/a/images.yaml': '# Just now.\n' });
  const source = directorySource(path.join(repository.folder, 'registry'));
  expect(await source.read(undefined, signal)).toMatchObject({ version: undefined, tree: {} });
});
