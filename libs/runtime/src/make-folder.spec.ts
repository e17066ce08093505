import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolder } from './make-folder.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'make-folder-'));
});

afterEach(() => rm(root, { recursive: true }));

it('makes a folder with those above it, whoever else does so at the same time', async () => {
  const folder = path.join(root, 'a/b/c');
  await Promise.all(Array.from({ length: 8 }, () => makeFolder(folder)));
  expect((await stat(folder)).isDirectory()).toBe(true);
  await makeFolder(folder);
});

it('does not go through a file', async () => {
  await writeFile(path.join(root, 'file'), '');
  await expect(makeFolder(path.join(root, 'file/below'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(path.join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
});

it('gives up below /proc, where nothing can be made', async () => {
  await expect(makeFolder('/proc/nowhere/below')).rejects.toMatchObject({ code: 'ENOENT' });
});
