import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { digestOf } from '@cip/oci';
import { type CommandResult, startCommand } from '@cip/testing';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentOf, filesOf, temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';
import { pushTags } from './push-tags.fixture.js';

let place: Awaited<ReturnType<typeof temporaryFolder>>;
let script: string;

beforeAll(async () => {
  place = await temporaryFolder();
  script = path.join(place.folder, 'writer.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./writer.fixture.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
});

afterAll(() => place[Symbol.asyncDispose]());

const write = (directory: string, name: string, count: number, fatal = 0): Promise<CommandResult> =>
  startCommand(script, [directory, name, String(count), String(fatal)], { timeout: 60_000 }).finished;

async function tagsIn(directory: string): Promise<string[]> {
  await using layout = await openLayout(directory, { rights: 'read-only' });
  const { tags } = await layout.repository('app').list();
  return [...tags.keys()].sort();
}

const tagsOf = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${name}-${i}`);

/** Whatever has the name of a blob is that blob. */
async function expectSoundBlobs(directory: string): Promise<void> {
  const blobs = (await filesOf(directory)).filter((file) => file.startsWith('blobs/'));
  for (const file of blobs) {
    const digest = digestOf(await readFile(path.join(directory, file)));
    expect(file).toBe(`blobs/${digest.replace(':', '/')}`);
  }
}

describe('processes that write to one layout at the same time', () => {
  it('make it together, and each finds all its tags in it', async () => {
    const directory = path.join(place.folder, 'together');
    const names = ['a', 'b', 'c', 'd'];
    const runs = await Promise.all(names.map((name) => write(directory, name, 12)));
    expect(runs.map(({ stderr }) => stderr)).toEqual(['', '', '', '']);
    expect(await tagsIn(directory)).toEqual(names.flatMap((name) => tagsOf(name, 12)).sort());
    await expectSoundBlobs(directory);
  });
});

describe('a process that is killed', () => {
  it('in the middle of any change loses nothing, and the next run ends as if nothing had been', async () => {
    const clean = path.join(place.folder, 'clean');
    const changes = Number((await write(clean, 'x', 1)).stdout);
    expect(changes).toBeGreaterThan(30);
    const expected = await contentOf(clean);
    const killAt = async (fatal: number): Promise<void> => {
      const directory = path.join(place.folder, `killed-${fatal}`);
      expect((await write(directory, 'x', 1, fatal)).signal, `change ${fatal}`).toBe('SIGKILL');
      await expectSoundBlobs(directory);
      await pushTags(directory, 'x', 1);
      expect(await contentOf(directory), `change ${fatal}`).toEqual(expected);
    };
    const numbers = Array.from({ length: changes }, (_, i) => i + 1).values();
    const worker = async (): Promise<void> => {
      for (const fatal of numbers) await killAt(fatal);
    };
    await Promise.all([worker(), worker()]);
  }, 300_000);

  it('while it holds the lock does not stop the others, who all see the dead lock at once', async () => {
    let directory: string;
    let fatal = 0;
    // Each time in a place of its own: a lock that was made and not filled yet is waited for.
    do {
      directory = path.join(place.folder, `lock-${++fatal}`);
      await write(directory, 'x', 1);
      await write(directory, 'y', 1, fatal);
    } while (!(await readFile(path.join(directory, '.cip', 'lock'), 'utf8').catch(() => '')));
    const names = ['a', 'b', 'c', 'd'];
    const runs = await Promise.all(names.map((name) => write(directory, name, 4)));
    expect(runs.map(({ stderr }) => stderr)).toEqual(['', '', '', '']);
    expect(await tagsIn(directory)).toEqual(
      expect.arrayContaining([...names.flatMap((name) => tagsOf(name, 4)), 'x-0']),
    );
    expect(await filesOf(path.join(directory, '.cip'))).toEqual([]);
  }, 60_000);
});
