import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { UsageError } from './errors.js';
import { run } from './testing/run-script.js';
import { writeFileAtomic } from './write-file-atomic.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cip-write-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('writes a file into folders that do not exist yet, and leaves nothing else', async () => {
  const file = path.join(folder, 'artifacts/deep/junit.xml');
  await writeFileAtomic(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(path.dirname(file))).toEqual(['junit.xml']);
});

it('replaces a file as a whole: whoever reads the old one still has all of it', async () => {
  const file = path.join(folder, 'plan.json');
  await writeFile(file, 'old');
  const reader = await open(file);
  await writeFileAtomic(file, 'newer');
  expect(await reader.readFile('utf8')).toBe('old');
  await reader.close();
  expect(await readFile(file, 'utf8')).toBe('newer');
});

it('keeps the rights of the file that it replaces', async () => {
  const file = path.join(folder, 'images.yaml');
  await writeFile(file, 'old');
  await chmod(file, 0o640);
  await writeFileAtomic(file, 'new');
  expect((await stat(file)).mode & 0o777).toBe(0o640);
});

it('replaces a link, and neither writes to what it leads to nor takes its rights', async () => {
  const [secret, file] = [path.join(folder, '.bashrc'), path.join(folder, 'junit.xml')];
  await writeFile(secret, 'old');
  await chmod(secret, 0o600);
  await symlink(secret, file);
  await writeFileAtomic(file, 'new');
  expect(await readFile(secret, 'utf8')).toBe('old');
  expect((await lstat(file)).isFile()).toBe(true);
  // The mode of a link, 0777, would let others write.
  expect((await lstat(file)).mode & 0o111).toBe(0);
});

it.each([
  ['a folder', (at: string) => mkdir(at)],
  ['a file as its folder', (at: string) => writeFile(path.dirname(at), '')],
])('refuses %s and leaves nothing behind', async (situation, make) => {
  const at = situation === 'a folder' ? path.join(folder, 'x') : path.join(folder, 'file/x');
  await make(at);
  await expect(writeFileAtomic(at, 'new')).rejects.toThrow(UsageError);
  await expect(writeFileAtomic(at, 'new')).rejects.toThrow(`${JSON.stringify(at)} cannot be written`);
  expect(await readdir(folder)).toHaveLength(1);
});

it('writes to a device as it is instead of replacing it', async () => {
  const device = path.join(folder, 'device');
  await symlink('/dev/null', device);
  await writeFileAtomic(device, 'gone');
  expect(await readFile(device, 'utf8')).toBe('');
});

it('writes to standard output by its name', async () => {
  const script = `import { writeFileAtomic } from './index.js'; await writeFileAtomic('/dev/stdout', 'plan');`;
  expect(await run(script, '"$0" "$1" | cat')).toMatchObject({ code: 0, stdout: 'plan' });
});
