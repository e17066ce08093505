import { existsSync, readFileSync } from 'node:fs';
import { mkdir, realpath, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ManifestTree } from '@cip/manifest';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readThinTree } from './read-thin-tree.js';

const mebibyte = 1024 * 1024;
const registries = 'registries:\n- {name: gcr.io/staging-a, src: true}\n- name: eu.gcr.io/prod/a\n';
const bomb = Array.from({ length: 12 }, (_, i) => {
  const nine = Array.from({ length: 9 }, () => (i === 0 ? 'x' : `*a${i - 1}`));
  return `- &a${i} [${nine.join(', ')}]\n`;
}).join('');

let repository: GitRepository;
let folder: string;
let hostile: string;

beforeEach(async () => {
  repository = await createGitRepository();
  folder = await realpath(repository.folder);
  await repository.write({
    'manifests/sound/promoter-manifest.yaml': registries,
    'images/sound/images.yaml': `- name: tool\n  dmap:\n    sha256:${'a'.repeat(64)}: [v1]\n`,
    'manifests/hostile/promoter-manifest.yaml': registries,
  });
  hostile = path.join(folder, 'images/hostile/images.yaml');
  await mkdir(path.dirname(hostile));
});

afterEach(() => repository.remove());

const files: readonly [what: string, make: () => Promise<void>, reason: string][] = [
  ['aliases that multiply', () => writeFile(hostile, bomb), 'aliases'],
  ['deep nesting', () => writeFile(hostile, '['.repeat(200_000)), 'nesting'],
  ['not UTF-8', () => writeFile(hostile, Buffer.from([0x2d, 0x20, 0xff, 0xfe])), 'not UTF-8'],
  ['200 MB of nothing', sparse, 'larger than 8 MiB'],
  ['a link to itself', () => symlink('images.yaml', hostile), 'leads back to itself'],
];

/** It takes no space on the disk. */
async function sparse(): Promise<void> {
  await writeFile(hostile, '');
  await truncate(hostile, 200 * mebibyte);
}

describe.each(files)('%s', (_, make, reason) => {
  it('is a problem of its subproject alone, from the directory and from a revision', async () => {
    await make();
    const now = await readThinTree({ directory: '.' }, { cwd: folder });
    expectRefused(now, reason);
    await repository.commit('hostile');
    expect(await readThinTree({ directory: '.', revision: 'HEAD' }, { cwd: folder })).toEqual(now);
  });
});

function expectRefused(tree: ManifestTree, reason: string): void {
  expect(tree.problems).toMatchObject([
    {
      severity: 'error',
      where: { file: 'images/hostile/images.yaml' },
      touches: { subproject: 'hostile' },
      message: expect.stringContaining(reason) as string,
    },
  ]);
  expect(tree.problems[0]?.where.line).toBeGreaterThanOrEqual(1);
  expect(tree.manifests.map(({ name, images }) => [name, images.length])).toEqual([
    ['hostile', 0],
    ['sound', 1],
  ]);
}

// Linux counts the bytes that a process has read, from files and from pipes.
const counters = '/proc/self/io';

if (!existsSync(counters)) it.skip(`what is read of a large file is counted by Linux only: no ${counters}`);

describe.skipIf(!existsSync(counters))('a file of 200 MB', () => {
  function bytesRead(): number {
    return Number(/^rchar: (\d+)$/m.exec(readFileSync(counters, 'utf8'))?.[1]);
  }

  it.each([
    ['from the directory', undefined],
    ['from a revision', 'HEAD'],
  ])('is refused without being read, %s', async (_, revision) => {
    await sparse();
    if (revision !== undefined) await repository.commit('large');
    const before = bytesRead();
    const tree = await readThinTree(
      { directory: '.', ...(revision !== undefined && { revision }) },
      { cwd: folder },
    );
    expect(bytesRead() - before).toBeLessThan(mebibyte);
    expectRefused(tree, 'larger than');
  });
});
