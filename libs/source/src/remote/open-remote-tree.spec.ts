import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RemoteRepository, tagsAndRevision } from './fixtures.js';

const folders = new TemporaryFolders();
let remote: RemoteRepository;

beforeEach(async () => {
  remote = await RemoteRepository.create();
});

afterEach(() => remote[Symbol.asyncDispose]());

afterAll(() => folders.remove());

describe('each update gives', () => {
  it('the newest revision of the HEAD, with nothing of the repository but the tree', async () => {
    const first = await remote.commitTag('v1');
    const tree = await remote.open();
    expect(await tagsAndRevision(tree)).toEqual([['v1'], first]);
    const second = await remote.commitTag('v2');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], second]);
    const { repository } = await tree.update();
    expect(await readdir(repository.topLevel)).toEqual(['registry']);
    expect(await readdir(path.join(repository.topLevel, 'registry'))).toEqual(['images', 'manifests']);
  });

  it('the same when nothing has changed', async () => {
    const first = await remote.commitTag('v1');
    const tree = await remote.open();
    await tree.update();
    expect(await tagsAndRevision(tree)).toEqual([['v1'], first]);
  });

  it('the branch that was named', async () => {
    await remote.commitTag('v1');
    await remote.git.git('checkout', '--quiet', '-b', 'other/one');
    const other = await remote.commitTag('v2');
    await remote.git.git('checkout', '--quiet', 'main');
    expect(await tagsAndRevision(await remote.open({ branch: 'other/one' }))).toEqual([['v2'], other]);
  });

  it('the whole repository when no path is given', async () => {
    await remote.git.write({ 'manifests/b/promoter-manifest.yaml': '', 'images/b/images.yaml': '' });
    await remote.git.commit('top level');
    const { directory, repository } = await (await remote.open({ path: '.' })).update();
    expect(directory).toBe(repository.topLevel);
    expect(await readdir(directory)).toEqual(['README.md', 'images', 'manifests', 'registry']);
  });

  it('a directory whose name means something in patterns', async () => {
    await remote.git.write({ 'a*[b]? !#/x/images/c/images.yaml': '', 'axb/x/images/c/images.yaml': '' });
    await remote.git.commit('odd');
    const { repository } = await (await remote.open({ path: './a*[b]? !#/x/' })).update();
    expect(await readdir(repository.topLevel)).toEqual(['a*[b]? !#']);
  });

  it('bytes as they were committed, whatever the attributes of the repository say', async () => {
    const written = 'a: $Id$\n';
    await remote.git.write({ 'registry/x.txt': written });
    await remote.git.commit('bytes');
    await remote.git.write({
      '.gitattributes': '* text eol=crlf ident\n',
      'registry/.gitattributes': '* ident\n',
    });
    await remote.git.commit('attributes');
    const { directory } = await (await remote.open()).update();
    expect(await readFile(path.join(directory, 'x.txt'), 'utf8')).toBe(written);
  });
});

describe('a location that cannot be meant is refused', () => {
  it.each([
    ['an address with a line break', { url: 'file:///a\nb' }, 'NOT_FOUND'],
    ['no address', { url: '' }, 'NOT_FOUND'],
    ['a path out of the repository', { path: 'a/../../b' }, 'NOT_FOUND'],
    ['an absolute path', { path: '/registry' }, 'NOT_FOUND'],
    ['a branch that is a refspec', { branch: 'main:other' }, 'INVALID_REVISION'],
    ['a branch without a name', { branch: '' }, 'INVALID_REVISION'],
  ])('%s', async (_, options, code) => {
    await expect(remote.open(options)).rejects.toMatchObject({ name: 'SourceError', code });
  });

  it('a transport that runs commands', async () => {
    const marker = path.join(await folders.create(), 'ran');
    const tree = await remote.open({ url: `ext::touch ${marker}` });
    await expect(tree.update()).rejects.toMatchObject({ code: 'UNREACHABLE' });
    await expect(access(marker)).rejects.toThrow();
  });
});

describe('the end', () => {
  it('removes the temporary folder, and ends what is under way', async () => {
    await remote.commitTag('v1');
    const tree = await remote.open();
    const { repository } = await tree.update();
    const late = tree.update();
    const refused = expect(late).rejects.toThrow('closed');
    await tree.close();
    await refused;
    await expect(access(path.dirname(repository.topLevel))).rejects.toThrow();
    await expect(tree.update()).rejects.toThrow('closed');
  });

  it('by a signal is the reason of the signal', async () => {
    await remote.commitTag('v1');
    const stop = new AbortController();
    const tree = await remote.open({ signal: stop.signal });
    await tree.update();
    stop.abort(new Error('SIGTERM'));
    await expect(tree.update()).rejects.toThrow('SIGTERM');
  });

  it('leaves a folder that was given', async () => {
    const first = await remote.commitTag('v1');
    const directory = await folders.create();
    const tree = await remote.open({ directory });
    await tree.update();
    await tree.close();
    expect((await readdir(directory)).sort()).toEqual(['git', 'tree']);
    expect(await tagsAndRevision(await remote.open({ directory }))).toEqual([['v1'], first]);
  });
});

it('trees of one process do not get into the way of one another', async () => {
  const first = await remote.commitTag('v1');
  const trees = [await remote.open(), await remote.open(), await remote.open()];
  const found = await Promise.all(trees.map(tagsAndRevision));
  expect(found).toEqual(trees.map(() => [['v1'], first]));
  const [one] = trees;
  expect(await Promise.all([one?.update(), one?.update()])).toMatchObject([
    { revision: first },
    { revision: first },
  ]);
});
