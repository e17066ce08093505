import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatOwner, newOwner } from './owner.js';
import { takeLock } from './take-lock.js';

const patience = 100;
const stranger = { ...newOwner(), machine: '0123456789ab' };
const hour = 3_600_000;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cip-lock-'));
});

afterEach(() => rm(folder, { recursive: true }));

/** Has a file look as if it had been made so many milliseconds ago. */
async function aged(file: string, text: string, age: number): Promise<void> {
  await writeFile(file, text);
  const then = new Date(Date.now() - age);
  await utimes(file, then, then);
}

describe('a lock', () => {
  it.each([
    { whose: 'a process that is no more', text: formatOwner({ ...newOwner(), pid: 999_999_999 }), age: 0 },
    {
      whose: 'a dead process whose number was given to another',
      text: formatOwner({ ...newOwner(), started: 1 }),
      age: 0,
    },
    { whose: 'another machine, for long', text: formatOwner(stranger), age: hour },
    { whose: 'nobody, for long', text: '', age: hour },
  ])('of $whose is broken', async ({ text, age }) => {
    const file = path.join(folder, 'lock');
    await aged(file, text, age);
    const lock = await takeLock(file, { patience });
    expect(await lock.isMine()).toBe(true);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    { whose: 'a process that lives', text: formatOwner(newOwner()), age: hour },
    { whose: 'another machine, since a moment ago', text: formatOwner(stranger), age: 0 },
    { whose: 'nobody, since a moment ago', text: '', age: 0 },
  ])('of $whose is waited for, and not for ever', async ({ text, age }) => {
    const file = path.join(folder, 'lock');
    await aged(file, text, age);
    const taken = takeLock(file, { patience });
    await expect(taken).rejects.toMatchObject({ name: 'LockedError', code: 'LOCKED' });
    await expect(taken).rejects.toThrow(file);
    expect(await readdir(folder)).toEqual(['lock']);
  });

  it('is given to one at a time, and to all in the end', async () => {
    const file = path.join(folder, 'lock');
    await aged(file, formatOwner({ ...newOwner(), pid: 999_999_999 }), 0);
    let holders = 0;
    let most = 0;
    const hold = async (): Promise<void> => {
      const lock = await takeLock(file, { patience: 10_000 });
      most = Math.max(most, ++holders);
      await writeFile(path.join(folder, 'work'), 'done');
      holders -= 1;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 20 }, hold));
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual(['work']);
  });
});
