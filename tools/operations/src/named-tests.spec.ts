import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const page = await readFile(path.join(root, 'docs/concepts/hostile-pull-requests.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\|.*\|$/.test(line) && !/^\| (?:attempt|-)/.test(line));
const named = rows.map((row) => [...row.matchAll(/`([^`]+\.spec\.ts)`: "([^"]+)"/g)]);

it('each row of the page about hostile pull requests names a test', () => {
  expect(rows.length).toBeGreaterThan(10);
  expect(named.filter((tests) => tests.length === 0)).toEqual([]);
});

it.each(named.flat().map(([, file = '', name = '']) => [file, name]))('%s has "%s"', async (file, name) => {
  expect(await readFile(path.join(root, file), 'utf8')).toContain(name);
});
