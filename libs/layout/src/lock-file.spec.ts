import { utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildImage } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { formatOwner, newOwner } from '@cip/runtime';
import { filesOf, push, temporaryFolder } from './fixtures.js';
import { openLayout } from './index.js';
import { takeLock } from './lock-file.js';

const patience = 100;
const stranger = { ...newOwner(), machine: '0123456789ab' };
const hour = 3_600_000;

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
    await using place = await temporaryFolder();
    const file = path.join(place.folder, 'lock');
    await aged(file, text, age);
    const lock = await takeLock(file, { directory: place.folder, patience });
    expect(await lock.isMine()).toBe(true);
    await lock.release();
    expect(await filesOf(place.folder)).toEqual([]);
  });

  it.each([
    { whose: 'a process that lives', text: formatOwner(newOwner()), age: hour },
    { whose: 'another machine, since a moment ago', text: formatOwner(stranger), age: 0 },
    { whose: 'nobody, since a moment ago', text: '', age: 0 },
  ])('of $whose is waited for, and not for ever', async ({ text, age }) => {
    await using place = await temporaryFolder();
    const file = path.join(place.folder, 'lock');
    await aged(file, text, age);
    const taken = takeLock(file, { directory: place.folder, patience });
    await expect(taken).rejects.toMatchObject({ name: 'LayoutError', code: 'LOCKED' });
    await expect(taken).rejects.toThrow(file);
    expect(await filesOf(place.folder)).toEqual(['lock']);
  });

  it('is given to one at a time, and to all in the end', async () => {
    await using place = await temporaryFolder();
    const file = path.join(place.folder, 'lock');
    await aged(file, formatOwner({ ...newOwner(), pid: 999_999_999 }), 0);
    let holders = 0;
    let most = 0;
    const hold = async (): Promise<void> => {
      const lock = await takeLock(file, { directory: place.folder, patience: 10_000 });
      most = Math.max(most, ++holders);
      await writeFile(path.join(place.folder, 'work'), 'done');
      holders -= 1;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 20 }, hold));
    expect(most).toBe(1);
    expect(await filesOf(place.folder)).toEqual(['work']);
  });
});

describe('a layout that another process is writing', () => {
  it('can be read, and takes blobs; a tag waits for its turn', async () => {
    await using place = await temporaryFolder();
    const directory = path.join(place.folder, 'layout');
    const image = buildImage('image');
    await using layout = await openLayout(directory, { rights: 'write-once', lockPatience: patience });
    const lock = await takeLock(path.join(directory, '.cip', 'lock'), { directory, patience });
    const app = layout.repository('app');
    await push(app, image);
    await expect(push(app, image, 'v1')).rejects.toMatchObject({ code: 'LOCKED' });
    expect(await app.list()).toMatchObject({ exists: false });
    await lock.release();
    await push(app, image, 'v1');
    expect(await layout.repositories()).toEqual(['app']);
  });
});
