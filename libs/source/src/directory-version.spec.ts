import { mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { directoryVersion } from './directory-version.js';

const folders = new TemporaryFolders();
let folder: string;

beforeEach(async () => {
  folder = await folders.create();
  await mkdir(path.join(folder, 'images/a'), { recursive: true });
  await writeFile(at('images/a/images.yaml'), 'one');
  await writeFile(at('images/a/other.yaml'), 'two');
});

afterAll(() => folders.remove());

const at = (name: string): string => path.join(folder, name);
const version = async (): Promise<string> => (await directoryVersion(folder, { now: Date.now() })).version;

describe('the version of a directory', () => {
  it('is the same as long as nothing is touched', async () => {
    expect(await version()).toBe(await version());
  });

  it.each([
    ['is written with other text of the same length', () => writeFile(at('images/a/images.yaml'), 'eno')],
    [
      'is written, and given its old time again',
      async () => {
        await utimes(at('images/a/other.yaml'), 1, 1);
        await writeFile(at('images/a/other.yaml'), 'owt');
        await utimes(at('images/a/other.yaml'), 1, 1);
      },
    ],
    ['is added', () => writeFile(at('images/b.yaml'), '')],
    ['is removed', () => rm(at('images/a/other.yaml'))],
    ['is renamed', () => rename(at('images/a/other.yaml'), at('images/a/another.yaml'))],
    ['is replaced', () => rename(at('images/a/other.yaml'), at('images/a/images.yaml'))],
    ['becomes a link', () => symlink('images.yaml', at('images/a/link.yaml'))],
  ])('differs when a file %s', async (_, change) => {
    const before = await version();
    // The clock of the file system moves in steps: a change counts from the next one on.
    await expect
      .poll(
        async () => {
          await change().catch(() => undefined);
          return version();
        },
        { interval: 5, timeout: 5_000 },
      )
      .not.toBe(before);
  });

  it('does not differ for what Git does in its own folder', async () => {
    await mkdir(at('.git'));
    const before = await version();
    await writeFile(at('.git/index'), 'x');
    expect(await version()).toBe(before);
  });

  it('is found although links lead back to where they stand, which would be endless ways', async () => {
    for (const name of ['a', 'b']) await symlink('../images', at(`images/${name}-again`));
    expect(await version()).toBe(await version());
  });

  it('is not looked for any longer once a signal says so', async () => {
    const options = { now: Date.now(), signal: AbortSignal.abort(new Error('stop')) };
    await expect(directoryVersion(folder, options)).rejects.toThrow('stop');
  });

  it('is settled when the last change is a while ago', async () => {
    expect((await directoryVersion(folder, { now: Date.now() })).isSettled).toBe(false);
    expect((await directoryVersion(folder, { now: Date.now() + 60_000 })).isSettled).toBe(true);
  });
});
