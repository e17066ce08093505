import type * as FileSystem from 'node:fs/promises';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { lockFile } from './lock-file.js';
import { formatOwner, newOwner } from './owner.js';

const hooks = vi.hoisted(() => ({ around: [] as (() => Promise<void>)[] }));

/** Whoever is next in `around` acts before, and the one after it once, the lock file is taken away. */
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FileSystem>();
  const between = async <T>(isLock: boolean, work: () => Promise<T>): Promise<T> => {
    const [before, after] = isLock ? hooks.around.splice(0) : [];
    await before?.();
    const result = await work();
    await after?.();
    return result;
  };
  return {
    ...real,
    rename: (from: string, to: string) => between(from.endsWith('lock'), () => real.rename(from, to)),
    rm: (file: string, options: object) => between(file.endsWith('lock'), () => real.rm(file, options)),
  };
});

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cip-lock-'));
});

afterEach(async () => {
  hooks.around = [];
  await rm(folder, { recursive: true });
});

it('the lock of a dead process goes to one of three that come at the worst of times', async () => {
  const file = path.join(folder, 'lock');
  await writeFile(file, formatOwner({ ...newOwner(), pid: 999_999_999 }));
  await utimes(file, 0, 0);
  const held: (() => Promise<void>)[] = [];
  const take = async (): Promise<void> => {
    const taken = lockFile(file, { what: 'the lock', remedy: 'Wait' });
    held.push(...(await taken.then((release) => [release]).catch(() => [])));
  };
  hooks.around = [take, take];
  await take();
  expect(hooks.around).toEqual([]);
  expect(held).toHaveLength(1);
  for (const release of held) await release();
});
