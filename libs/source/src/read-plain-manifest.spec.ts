import { execFileSync } from 'node:child_process';
import { realpath, symlink } from 'node:fs/promises';
import path from 'node:path';
import { emptyTree } from '@cip/manifest';
import { createGitRepository, type GitRepository } from '@cip/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPlainManifest } from './read-plain-manifest.js';

const text = `registries:
- {name: gcr.io/staging-a, src: true}
- name: eu.gcr.io/prod/a
images:
- {name: tool, dmap: {sha256:${'a'.repeat(64)}: [v1]}}
`;

let repository: GitRepository;
let cwd: string;

beforeEach(async () => {
  repository = await createGitRepository();
  cwd = await realpath(repository.folder);
  await repository.write({ 'backfill/manifest.yaml': text, 'top.yaml': text });
});

afterEach(() => repository.remove());

it.each(['backfill/manifest.yaml', 'top.yaml'])(
  '%s is the same from disk and from a revision',
  async (file) => {
    const revision = await repository.commit('first');
    const now = await readPlainManifest({ file }, { cwd });
    expect(now.problems).toEqual([]);
    expect(now.manifests).toMatchObject([{ name: file, images: [{ name: 'tool' }] }]);
    expect(await readPlainManifest({ file, revision }, { cwd })).toEqual(now);
  },
);

it.each([
  ['images/a/images.yaml', '- {name: tool, dmap: {}}\n'],
  ['images/a/images.yaml', '# nothing yet\n'],
  ['manifests/a/promoter-manifest.yaml', 'registries:\n- {name: gcr.io/staging-a, src: true}\n'],
])('%s is a part of a tree, which is named: %j', async (name, content) => {
  await repository.write({ [`registry/${name}`]: content });
  const revision = await repository.commit('tree');
  const part = { code: 'PART_OF_TREE', location: `registry/${name}` };
  const file = `registry/${name}`;
  await expect(readPlainManifest({ file }, { cwd })).rejects.toMatchObject(part);
  await expect(readPlainManifest({ file, revision }, { cwd })).rejects.toMatchObject(part);
  const inside = path.join(cwd, 'registry', path.dirname(name));
  const failed = readPlainManifest({ file: path.basename(name) }, { cwd: inside });
  await expect(failed).rejects.toThrow('Name the directory of the tree, "../..".');
});

it('a whole plain manifest may have the name of a part', async () => {
  const file = 'manifests/a/promoter-manifest.yaml';
  await repository.write({ [file]: text });
  expect((await readPlainManifest({ file }, { cwd })).manifests).toHaveLength(1);
});

it('follows a link to another file', async () => {
  await symlink('manifest.yaml', path.join(cwd, 'backfill/link.yaml'));
  const revision = await repository.commit('link');
  const file = 'backfill/link.yaml';
  const now = await readPlainManifest({ file }, { cwd });
  expect(now.manifests).toHaveLength(1);
  expect(await readPlainManifest({ file, revision }, { cwd })).toEqual(now);
});

it('gives an empty tree for a revision from before the file existed', async () => {
  const revision = await repository.commit('first');
  await repository.write({ 'new.yaml': text });
  expect(await readPlainManifest({ file: 'new.yaml', revision }, { cwd })).toEqual(emptyTree);
});

it.each([
  ['a file that is not there', { file: 'none.yaml' }, 'NOT_FOUND'],
  ['a file that never was', { file: 'none.yaml', revision: 'HEAD' }, 'NOT_FOUND'],
  ['a directory', { file: 'backfill' }, 'NOT_A_FILE'],
  ['a directory of a revision', { file: 'backfill', revision: 'HEAD' }, 'NOT_A_FILE'],
  ['an unknown revision', { file: 'top.yaml', revision: 'v0' }, 'UNKNOWN_REVISION'],
])('refuses %s', async (_, location, code) => {
  await repository.commit('first');
  await expect(readPlainManifest(location, { cwd })).rejects.toMatchObject({ name: 'SourceError', code });
});

it('refuses a pipe without waiting for a writer', async () => {
  execFileSync('mkfifo', [path.join(cwd, 'pipe.yaml')]);
  await expect(readPlainManifest({ file: 'pipe.yaml' }, { cwd })).rejects.toMatchObject({
    code: 'NOT_A_FILE',
  });
});
