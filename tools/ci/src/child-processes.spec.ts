import { expect, it } from 'vitest';
import { readProjects } from './workspace-projects.js';

const starters: ReadonlySet<string> = new Set([
  'execa',
  'child_process',
  'node:child_process',
  'node:cluster',
]);

const isForTests = /\.(spec|fixture)\.ts$|\/(e2e|fixtures|testing)(\/|\.ts$)/;

const sources = readProjects()
  .filter(({ folder }) => /^(apps|libs)\//.test(folder) && folder !== 'libs/testing')
  .flatMap(({ files }) => files)
  .filter(({ file }) => !isForTests.test(file));

const starting = sources.filter(({ imports }) => imports.some((name) => starters.has(name)));

it('two sources of the programs start other programs: one git, one credential helpers', () => {
  expect(starting.map(({ file }) => file)).toEqual([
    'libs/registry/src/auth/credential-helper.ts',
    'libs/source/src/git/run-git.ts',
  ]);
});

it.each(starting)('$file starts one program, with a list of arguments and no shell', ({ text }) => {
  expect(text.match(/\bexeca\w*[(`]/g)).toEqual(['execa(']);
  expect(text).not.toMatch(/\bshell\b/);
});
