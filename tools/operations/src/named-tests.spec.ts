import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const pages = [
  { file: 'hostile-pull-requests.md', least: 11 },
  { file: 'promoter.md', least: 5 },
  { file: 'threat-model.md', least: 60 },
].map(({ file, least }) => ({ file, least, named: namedTests(file) }));

/** For each row of the tables of a page, the tests that it names: file and title. */
function namedTests(file: string): string[][][] {
  const page = readFileSync(path.join(root, 'docs/concepts', file), 'utf8');
  const rows = page.split('\n').filter((line) => /^\|.*\|$/.test(line) && !/tested by|^\| -/.test(line));
  return rows.map((row) =>
    [...row.matchAll(/`([^`]+\.spec\.ts)`: "([^"]+)"/g)].map(([, spec = '', name = '']) => [spec, name]),
  );
}

it.each(pages)('each row of $file names a test', ({ named, least }) => {
  expect(named.length).toBeGreaterThanOrEqual(least);
  expect(named.filter((tests) => tests.length === 0)).toEqual([]);
});

const named = [
  ...new Map(pages.flatMap((page) => page.named.flat()).map((test) => [test.join(), test])).values(),
];

it.each(named)('%s has "%s"', async (file = '', name = '') => {
  expect(await readFile(path.join(root, file), 'utf8')).toContain(name);
});
