import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { defaultPolicy } from '@cip/policy';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBasePolicy } from './base-policy.js';
import type { LintRequest } from './request.js';

let repository: GitRepository;
let elsewhere: GitRepository;
const now = { ...defaultPolicy, productionRegistries: ['now.example'] };

beforeEach(async () => {
  [repository, elsewhere] = [await createGitRepository(), await createGitRepository()];
});

afterEach(async () => {
  await Promise.all([repository.remove(), elsewhere.remove()]);
});

/** The production registries of the base, of the tree in the folder `tree`. */
async function productionOf(configFile?: string): Promise<readonly string[]> {
  const base = { revision: 'HEAD', from: '--base' } as const;
  const request = { base, ...(configFile !== undefined && { configFile }) } as LintRequest;
  const location = { kind: 'tree', directory: path.join(repository.folder, 'tree') } as const;
  const run = { request, signal: new AbortController().signal };
  return (await readBasePolicy(location, now, run)).productionRegistries;
}

const naming = (host: string): string => `productionRegistries: [${host}]\n`;

/** Commits one file, then changes it. */
async function changed(file: string): Promise<string> {
  await repository.write({ 'tree/OWNERS': '', [file]: naming('then.example') });
  await repository.commit('before');
  await repository.write({ [file]: naming('now.example') });
  return path.join(repository.folder, file);
}

it('the file in the tree counts as it was', async () => {
  await changed('tree/.cip.yaml');
  expect(await productionOf()).toEqual(['then.example']);
});

it.each([
  ['there was none', undefined],
  ['it could not be used', 'productionRegistries: {}\n'],
  ['it was no YAML', '[[['],
])('it names nothing when %s', async (_, text) => {
  await repository.write({ 'tree/OWNERS': '', ...(text !== undefined && { 'tree/.cip.yaml': text }) });
  await repository.commit('before');
  await repository.write({ 'tree/.cip.yaml': naming('now.example') });
  expect(await productionOf()).toEqual([]);
});

it('a file that was named counts as it was, wherever it is in the repository', async () => {
  expect(await productionOf(await changed('conf/below/lint.yaml'))).toEqual(['then.example']);
});

it('a link of a change that leads outside names nothing', async () => {
  await repository.write({ 'tree/OWNERS': '' });
  await repository.commit('before');
  await elsewhere.write({ 'lint.yaml': naming('now.example') });
  const link = path.join(repository.folder, 'lint.yaml');
  await symlink(path.join(elsewhere.folder, 'lint.yaml'), link);
  expect(await productionOf(link)).toEqual([]);
});

it('a file outside of the repository counts as it is', async () => {
  await changed('tree/.cip.yaml');
  await elsewhere.write({ 'lint.yaml': naming('now.example') });
  expect(await productionOf(path.join(elsewhere.folder, 'lint.yaml'))).toEqual(['now.example']);
});
