import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createGitRepository } from '@cip/testing';
import { expect, it } from 'vitest';
import { sound } from './marked-tree.js';
import { expectSentences, runLint, temporaryFolder } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

it.each([
  [
    'no tree in the current directory',
    [],
    'neither a directory "manifests" nor "images"',
    'Name the directory',
  ],
  [
    'a directory that does not exist',
    ['missing'],
    'missing: there is no such directory',
    'Name the directory',
  ],
  ['a file that does not exist', ['missing.yaml'], 'missing.yaml: there is no such file', 'Name a file'],
  ['an unknown flag', ['tree', '--fast'], "unknown option '--fast'", 'cip-lint --help'],
  [
    'an unknown format',
    ['tree', '--format', 'xml'],
    'Allowed choices are text, json, sarif',
    'cip-lint --help',
  ],
  ['an unknown rule', ['--explain', 'tags'], '--explain "tags": there is no such rule', '--list-rules'],
  ['a rule that is misspelt', ['--explain', 'tag-move'], 'there is no such rule', 'Did you mean tag-moved?'],
  [
    'a file of a tree',
    ['tree/images/foo/images.yaml'],
    'a part of a thin manifest tree',
    'the tree, "tree".',
  ],
  [
    'the other file of a tree',
    ['tree/manifests/foo/promoter-manifest.yaml'],
    'a part of a thin manifest tree',
    'the tree, "tree".',
  ],
  ['a folder of a tree', ['tree/images'], 'a part of a thin manifest tree', 'the tree, "tree".'],
  ['a folder of a subproject', ['tree/images/foo'], 'a part of a thin manifest tree', 'the tree, "tree".'],
  ['a size that is none', ['tree', '--max-image-size', 'big'], '--max-image-size', 'Write a number'],
  ['--fix in the past', ['tree', '--fix', '--revision', 'HEAD'], '--fix and --revision', 'Give one of them'],
  ['a table without a base', ['tree', '--summary', 'x.md'], '--summary: there is no', 'Add --base REV'],
  ['a base outside of Git', ['tree', '--base', 'main'], 'not lie in a Git repository', 'in a Git clone'],
  ['a configuration that is not there', ['tree', '--config', 'none.yaml'], 'none.yaml', 'Name a file'],
])('%s: exit code 2, and what to do', async (_, args, message, remedy) => {
  const cwd = await folderOf({ tree: sound });
  const result = await runLint(args, { cwd });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(message);
  expect(result.stderr).toContain(remedy);
  expectSentences(result);
});

it.each([
  ['a branch that does not exist', ['--base', 'no-such-branch'], {}],
  ['a commit that a shallow clone lacks', [], { JOB_TYPE: 'presubmit', PULL_BASE_SHA: '0'.repeat(40) }],
])('%s as base: exit code 2, and how to fetch it', async (_, args, env) => {
  await using repository = await createGitRepository();
  await repository.write({ 'manifests/README.md': '' });
  await repository.commit('first');
  const result = await runLint(args, { cwd: repository.folder, env });
  expect(result.code).toBe(2);
  expect(result.stderr).toContain('git fetch');
  expectSentences(result);
});

it.each([
  ['an unknown rule', 'rules:\n  tag-move: error\n', '.cip.yaml:2:3'],
  ['broken YAML', 'rules: {\n', '.cip.yaml:'],
  ['a set of destinations that is nowhere', 'rules:\n  destination-set: error\n', '.cip.yaml:2:20'],
  ['an exception without a reason', 'exceptions:\n- {rule: tag-moved, paths: ["**"]}\n', '.cip.yaml:2:3'],
])('a configuration with %s: exit code 2, with line and column', async (_, text, place) => {
  const cwd = await folderOf({ tree: { ...sound, '.cip.yaml': text } });
  const result = await runLint(['tree'], { cwd });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(`tree/${place}`);
  expectSentences(result);
});

it('a folder for artifacts that cannot be written is told before anything is done', async () => {
  const cwd = await folderOf({ tree: sound });
  await writeFile(path.join(cwd, 'file'), '');
  const result = await runLint(['tree'], { cwd, env: { ARTIFACTS: path.join(cwd, 'file') } });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('$ARTIFACTS');
});

it('--help shows examples, variables and exit codes', async () => {
  const { code, stdout } = await runLint(['--help'], { cwd: await temporaryFolder() });
  expect(code).toBe(0);
  expect(stdout).toContain('cip-lint registry.k8s.io --base origin/main --online');
  expect(stdout).toContain('CIP_MAX_IMAGE_SIZE');
  expect(stdout).toContain('Exit codes: 0 no error, 1 an error');
});
