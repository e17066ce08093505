import { mkdir, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RemoteRepository, tagsAndRevision } from './fixtures.js';

const folders = new TemporaryFolders();
let remote: RemoteRepository;
let directory: string;

beforeEach(async () => {
  remote = await RemoteRepository.create();
  directory = await folders.create();
});

afterEach(() => remote[Symbol.asyncDispose]());
afterAll(() => folders.remove());

const at = (name: string): string => path.join(directory, name);
const put = (name: string) => writeFile(at(name), '');
const packs = async (end = '.pack'): Promise<string[]> => {
  const names = await readdir(at('git/objects/pack'));
  return names.filter((name) => name.endsWith(end)).map((name) => at(`git/objects/pack/${name}`));
};

async function eachPack(change: (file: string) => Promise<void>): Promise<void> {
  for (const file of await packs()) await change(file);
}

/** What a process that is killed with -9 or a machine that loses power may leave. */
const leftovers: [situation: string, leave: () => Promise<unknown>][] = [
  ['the lock of the index', () => put('git/index.lock')],
  ['the lock of the list of shallow commits', () => put('git/shallow.lock')],
  ['the lock of the configuration', () => put('git/config.lock')],
  ['the lock of HEAD', () => put('git/HEAD.lock')],
  ['half an index', () => truncate(at('git/index'), 40)],
  ['an empty configuration', () => put('git/config')],
  ['an empty HEAD', () => put('git/HEAD')],
  ['a HEAD that names nothing', () => writeFile(at('git/HEAD'), `${'1'.repeat(40)}\n`)],
  [
    'nothing but an empty folder of git',
    () => rm(at('git'), { recursive: true }).then(() => mkdir(at('git'))),
  ],
  ['no objects', () => rm(at('git/objects'), { recursive: true })],
  ['packs without content', () => eachPack((file) => truncate(file, 0))],
  ['half of each pack', () => eachPack((file) => truncate(file, 60))],
  ['packs that are gone', () => eachPack((file) => rm(file))],
  ['a checkout without its files', () => rm(at('tree/registry'), { recursive: true })],
  ['a file that is cut off', () => truncate(at('tree/registry/images/a/images.yaml'), 3)],
];

describe('an earlier process has left', () => {
  it.each(leftovers)('%s', async (_, leave) => {
    await remote.commitTag('v1');
    const earlier = await remote.open({ directory });
    await earlier.update();
    await earlier.close();
    await leave();
    const tree = await remote.open({ directory });
    const [same] = await tagsAndRevision(tree);
    expect(same).toEqual(['v1']);
    const newer = await remote.commitTag('v2');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], newer]);
  });

  it.each(leftovers.slice(0, 5))('%s, and a lock that is taken away later does no harm', async (_, leave) => {
    await remote.commitTag('v1');
    const tree = await remote.open({ directory });
    await tree.update();
    await leave();
    const newer = await remote.commitTag('v2');
    expect(await tagsAndRevision(tree)).toEqual([['v2'], newer]);
  });

  it('files of a revision that is none any more', async () => {
    await remote.commitTag('v1');
    const earlier = await remote.open({ directory });
    await earlier.update();
    await earlier.close();
    await mkdir(at('tree/registry/images/b'));
    await writeFile(at('tree/registry/images/b/images.yaml'), '[');
    const tree = await (await remote.open({ directory })).update();
    expect(await readdir(path.join(tree.directory, 'images'))).toEqual(['a']);
  });

  it('half of a pack under its temporary name', async () => {
    await remote.commitTag('v1');
    const earlier = await remote.open({ directory });
    await earlier.update();
    await earlier.close();
    await put('git/objects/pack/tmp_pack_123');
    await (await remote.open({ directory })).update();
    expect((await readdir(at('git/objects/pack'))).filter((name) => name.startsWith('tmp_'))).toEqual([]);
  });

  it('another repository, branch and path', async () => {
    await remote.commitTag('v1');
    const earlier = await remote.open({ directory });
    await earlier.update();
    await earlier.close();
    await using other = await RemoteRepository.create();
    await other.git.write({ 'elsewhere/images/a/images.yaml': '' });
    await other.git.git('checkout', '--quiet', '-b', 'other');
    const revision = await other.git.commit('other');
    const tree = await (await other.open({ directory, branch: 'other', path: 'elsewhere' })).update();
    expect(tree.revision).toBe(revision);
    expect(await readdir(tree.repository.topLevel)).toEqual(['elsewhere']);
  });
});

it('a surrounding repository is left alone, even when the folder is damaged', async () => {
  await remote.commitTag('v1');
  await using surrounding = await RemoteRepository.create();
  const before = await surrounding.commitTag('v7');
  directory = path.join(surrounding.git.folder, 'work');
  const tree = await remote.open({ directory });
  await tree.update();
  await rm(at('git/HEAD'));
  await tree.update();
  expect(await surrounding.git.git('rev-parse', 'HEAD')).toBe(before);
  expect(await surrounding.git.git('status', '--porcelain', 'registry')).toBe('');
});
