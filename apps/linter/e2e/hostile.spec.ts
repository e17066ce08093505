import { mkdir, open, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { images, sound } from './marked-tree.js';
import { expectSentences, reportOf, runLint } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

async function sparseFile(file: string): Promise<void> {
  const handle = await open(file, 'w');
  await handle.truncate(200 * 1024 ** 2);
  await handle.close();
}

const bomb = [
  'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]',
  ...['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map(
    (name, i) =>
      `${name}: &${name} [${Array(9)
        .fill(`*${'abcdefgh'.charAt(i)}`)
        .join()}]`,
  ),
  '',
].join('\n');

it.each([
  ['a file of 200 MB', sparseFile, 'larger than'],
  ['a link to itself', (file: string) => symlink('images.yaml', file), 'leads back to itself'],
  ['text that is not UTF-8', (file: string) => writeFile(file, Buffer.from([0x2d, 0x20, 0xff])), 'not UTF-8'],
  ['a YAML bomb', (file: string) => writeFile(file, bomb), 'alias'],
  ['a hundred thousand brackets', (file: string) => writeFile(file, '['.repeat(100_000)), 'nesting'],
])('%s is an error with a message, in little time and memory', async (_, make, message) => {
  const cwd = await folderOf({ tree: { ...sound, [images]: undefined } });
  await mkdir(path.join(cwd, 'tree', path.dirname(images)), { recursive: true });
  await make(path.join(cwd, 'tree', images));
  const options = { cwd, timeout: 10_000, nodeOptions: ['--max-old-space-size=64'] };
  const result = await runLint(['tree', '--format', 'json'], options);
  expectSentences(result);
  expect(result.code).toBe(1);
  const errors = reportOf(result).items.filter(({ severity }) => severity === 'error');
  expect(errors.length).toBeGreaterThan(0);
  expect(errors.length).toBeLessThanOrEqual(100);
  expect(errors[0]).toMatchObject({
    file: `tree/${images}`,
    message: expect.stringContaining(message) as string,
  });
});

it.each([
  ['a file of 200 MB', sparseFile, 'larger than'],
  ['text that is not UTF-8', (file: string) => writeFile(file, Buffer.from([0x72, 0xff])), 'not UTF-8'],
  ['a YAML bomb', (file: string) => writeFile(file, bomb), 'alias'],
])('%s as configuration is refused', async (_, make, message) => {
  const cwd = await folderOf({ tree: sound });
  await make(path.join(cwd, 'tree/.cip.yaml'));
  const options = { cwd, timeout: 10_000, nodeOptions: ['--max-old-space-size=64'] };
  const result = await runLint(['tree'], options);
  expect(result.code).toBe(2);
  expect(result.stderr).toContain(message);
  expectSentences(result);
});
