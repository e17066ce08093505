import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository, writeTree } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { author } from './author.js';
import { type CipResult, runCip, type RunOptions, temporaryFolder } from './run-cip.js';

function init(cwd: string, args: readonly string[], options: RunOptions = {}): Promise<CipResult> {
  return runCip(['manifest', 'init', ...args], { cwd, ...options });
}

async function writeTools(
  folder: string,
  destinations = ['us.example/prod/tools', 'eu.example/prod/tools'],
): Promise<void> {
  await writeTree(folder, {
    'k8s-staging-tools': { source: 's.example/k8s-staging-tools', destinations, images: {} },
  });
}

const like = ['--like', 'k8s-staging-tools'];
const staging = ['--staging', 's.example/k8s-staging-docs'];

it('makes an empty folder a tree', async () => {
  const cwd = await temporaryFolder();
  const to = ['--to', 'us.example/prod/docs', '--to', 'eu.example/prod/docs'];
  const { code, stdout, stderr } = await init(cwd, ['docs', ...staging, ...to]);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(
    [
      'written: manifests/docs/promoter-manifest.yaml',
      'written: images/docs/images.yaml',
      '',
      'docs promotes from s.example/k8s-staging-docs to 2 registries:',
      '  us.example/prod/docs',
      '  eu.example/prod/docs',
      '',
    ].join('\n'),
  );
  expect(await readFile(path.join(cwd, 'manifests/docs/promoter-manifest.yaml'), 'utf8')).toBe(
    'registries:\n- name: s.example/k8s-staging-docs\n  src: true\n- name: us.example/prod/docs\n- name: eu.example/prod/docs\n',
  );
  expect(await readFile(path.join(cwd, 'images/docs/images.yaml'), 'utf8')).toBe('[]\n');
  expect((await runCip(['manifest', 'fmt', '--check'], { cwd })).code).toBe(0);
});

it('takes the destinations of another subproject, and says how to commit', async () => {
  await using repository = await createGitRepository();
  const cwd = repository.folder;
  await writeTools(path.join(cwd, 'tree'));
  await repository.commit('tools');
  const { code, stdout } = await init(cwd, ['k8s-staging-docs', 'tree', ...staging, ...like]);
  expect(code).toBe(0);
  expect(stdout).toContain('  us.example/prod/docs\n  eu.example/prod/docs\n\nTo commit it:\n');
  const commands = [...stdout.matchAll(/^ {2}(git .*)$/gm)].map(([, line = '']) => line);
  expect(commands[0]).toBe('git switch -c subproject-k8s-staging-docs');
  for (const command of commands) {
    const words = [...command.slice(4).matchAll(/'([^']*)'|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
    await repository.git(...words);
  }
  expect(await repository.git('log', '-1', '--format=%s', '--name-only', 'subproject-k8s-staging-docs')).toBe(
    'Add the subproject k8s-staging-docs\n\ntree/images/k8s-staging-docs/images.yaml\ntree/manifests/k8s-staging-docs/promoter-manifest.yaml',
  );
  expect(await repository.git('status', '--porcelain')).toBe('');
});

it('with --commit makes the commit', async () => {
  await using repository = await createGitRepository();
  await writeTools(repository.folder);
  await repository.commit('tools');
  const args = ['k8s-staging-docs', ...staging, ...like, '--commit', '--branch', 'docs'];
  const { code, stdout } = await init(repository.folder, args, { env: author });
  expect(code).toBe(0);
  const commit = await repository.git('rev-parse', 'docs');
  expect(stdout).toContain(`\n\nCommitted as ${commit.slice(0, 12)} on the new branch docs.\n`);
  expect(await repository.git('status', '--porcelain', '--branch')).toBe('## docs');
});

describe('writes nothing', () => {
  it.each([
    ['existing files', ['k8s-staging-tools', ...staging, ...like], 2, 'there is such a file already'],
    [
      'a subproject that is nowhere',
      ['docs', ...staging, '--like', 'tool'],
      2,
      'there is no such subproject',
    ],
    ['a misspelt one', ['docs', ...staging, '--like', 'tools'], 2, 'Did you mean k8s-staging-tools?'],
    ['no destination', ['docs', ...staging], 2, 'no destination given'],
    ['no source', ['docs', ...like], 2, '--staging'],
    ['both forms', ['docs', ...staging, ...like, '--to', 'us.example/x'], 2, 'exclude each other'],
    ['a scheme', ['docs', '--staging', 'https://s.example/docs', ...like], 2, 'it has a scheme'],
    ['a path as a name', ['../docs', ...staging, ...like], 2, 'not a name for a subproject'],
    [
      'a part of a tree',
      ['docs', 'images', ...staging, '--to', 'us.example/x'],
      2,
      'part of a thin manifest tree',
    ],
    ['no folder', ['docs', 'nowhere', ...staging, '--to', 'us.example/x'], 2, 'there is no such directory'],
    [
      'what the linter refuses',
      ['docs', '--staging', 's.example/other', '--to', 'us.example/prod/docs'],
      1,
      '(source-matches-folder)',
    ],
    [
      'a commit where it is not possible',
      ['docs', ...staging, '--to', 'us.example/docs', '--commit'],
      2,
      'it does not lie in a Git repository',
    ],
  ])('for %s', async (_, args, exitCode, message) => {
    const cwd = await temporaryFolder();
    await writeTools(cwd);
    await writeFile(
      path.join(cwd, '.cip.yaml'),
      exitCode === 1 ? 'rules: {source-matches-folder: error}\nstagingRegistries: ["s.example/*"]\n' : '',
    );
    const before = await readdir(cwd, { recursive: true });
    const { code, stdout, stderr } = await init(cwd, args);
    expect(stdout + stderr).toContain(message);
    expect(code).toBe(exitCode);
    expect(await readdir(cwd, { recursive: true })).toEqual(before);
  });
});

it('says where both would go to the same repositories', async () => {
  const cwd = await temporaryFolder();
  await mkdir(path.join(cwd, 'tree'));
  await writeTools(path.join(cwd, 'tree'), ['us.example/prod']);
  const { code, stderr } = await init(cwd, ['docs', 'tree', ...staging, ...like]);
  expect(code).toBe(0);
  expect(stderr).toContain('docs shares one registry with k8s-staging-tools');
});
