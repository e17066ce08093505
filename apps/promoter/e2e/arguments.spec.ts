import path from 'node:path';
import {
  buildImage,
  createGitRepository,
  type GitRepository,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CipResult, runCip } from './run-cip.js';

const image = buildImage('image');

let staging: TestRegistry;
let production: TestRegistry;
let repository: GitRepository;
let tree: string;

/** A tree in a repository, with one image to promote. */
beforeEach(async () => {
  [staging, production] = [await startRegistry(), await startRegistry()];
  staging.seed('foo/app', image, ['v1']);
  repository = await createGitRepository();
  tree = path.join(repository.folder, 'tree');
  const images = { app: { [image.descriptor.digest]: ['v1'] } };
  const destinations = [`${production.host}/prod`];
  await writeTree(tree, { foo: { source: `${staging.host}/foo`, destinations, images } });
  await repository.commit('tree');
});

afterEach(async () => {
  await Promise.all([staging.close(), production.close(), repository.remove()]);
});

const run = (args: string[], options: Partial<Parameters<typeof runCip>[1]> = {}): Promise<CipResult> =>
  runCip(args, { cwd: repository.folder, ...options });

describe('manifests are found', () => {
  it.each([
    ['by an argument', ['plan', 'tree'], '.', {}],
    ['in the working directory', ['plan'], 'tree', {}],
    ['in a revision, by an argument', ['plan', 'tree', '--revision', 'HEAD'], '.', {}],
    [
      'by a flag, whatever a variable says',
      ['plan', '--thin-manifest-dir', 'tree'],
      '.',
      { CIP_MANIFEST: 'other.yaml' },
    ],
    ['by an argument, whatever a variable says', ['plan', 'tree'], '.', { CIP_THIN_MANIFEST_DIR: 'other' }],
    ['by a bare command line', ['--thin-manifest-dir=tree'], '.', {}],
  ])('%s', async (_, args, folder, env) => {
    const { code, stdout, stderr } = await run(args, { cwd: path.join(repository.folder, folder), env });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('1 to promote');
  });

  it.each([
    ['nowhere', ['plan'], {}, /the working directory holds no manifest tree/],
    [
      'in two places',
      ['plan', 'tree', '--manifest', 'a.yaml'],
      {},
      /the argument tree and --manifest exclude each other/,
    ],
    [
      'by two variables',
      ['plan'],
      { CIP_MANIFEST: 'a.yaml', CIP_THIN_MANIFEST_DIR: 'tree' },
      /CIP_THIN_MANIFEST_DIR and CIP_MANIFEST exclude each other/,
    ],
  ])('%s: wrong usage', async (_, args, env, message) => {
    const { code, stderr } = await run(args, { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

it.each([
  ['by its name', ['plan', 'tree', '--format', 'text', '--format', 'json']],
  ['by a short name', ['plan', 'tree', '-o', 'a.json', '--output', 'b.json']],
])('a flag that is given twice is wrong usage: %s', async (_, args) => {
  const { code, stderr } = await run(args);
  expect(code).toBe(2);
  expect(stderr).toMatch(/--(?:format|output) was given twice/);
});

it('a switch beats the variable of one that excludes it', async () => {
  const { code, stderr } = await run(['plan', 'tree', '--anonymous'], { env: { CIP_USE_CREDENTIALS: '1' } });
  expect(code, stderr).toBe(0);
  const both = await run(['plan', 'tree'], { env: { CIP_USE_CREDENTIALS: '1', CIP_ANONYMOUS: '1' } });
  expect([both.code, both.stderr]).toEqual([
    2,
    expect.stringContaining('CIP_USE_CREDENTIALS and CIP_ANONYMOUS exclude each other'),
  ]);
});

describe('since', () => {
  it.each([
    [['--manifest-diff-since', '2019-12-31'], '1 to promote'],
    [['--manifest-diff-since=7 days'], '0 to promote'],
    [['--since', 'HEAD'], '0 to promote'],
  ])('%j', async (flags, summary) => {
    const { code, stdout, stderr } = await run(['promote', 'tree', ...flags]);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(summary);
  });

  it.each([
    [{ JOB_TYPE: 'postsubmit', PULL_BASE_SHA: 'HEAD' }, '1 to promote'],
    [{ JOB_TYPE: 'presubmit', PULL_BASE_SHA: 'HEAD' }, '0 to promote'],
  ])('--use-prow-manifest-diff in %j', async (env, summary) => {
    await repository.write({ 'tree/manifests/foo/OWNERS': '' });
    if (env.JOB_TYPE === 'postsubmit') await moveTreeToLastCommit();
    const { code, stdout, stderr } = await run(['--use-prow-manifest-diff', 'tree'], { env });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(summary);
  });

  it.each([
    [['--manifest-diff-since', 'soon'], {}, /not a date/],
    [
      ['--manifest-diff-since', '7 days', '--since', 'HEAD'],
      {},
      /--since and --manifest-diff-since exclude each other/,
    ],
    [['--use-prow-manifest-diff'], { JOB_TYPE: 'periodic' }, /no presubmit, batch or postsubmit job/],
  ])('%j is refused', async (flags, env, message) => {
    const { code, stderr } = await run(['promote', 'tree', ...flags], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

/** History: nothing, then the tree. */
async function moveTreeToLastCommit(): Promise<void> {
  await repository.git('checkout', '--quiet', '--orphan', 'other');
  await repository.git('rm', '-r', '--quiet', '--cached', '.');
  await repository.git(
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@b',
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'empty',
  );
  await repository.commit('tree');
}

it('--parse-only asks no registry, and says what is wrong', async () => {
  const sound = await run(['promote', 'tree', '--parse-only']);
  expect(sound.code).toBe(0);
  expect(sound.stderr).toContain('parsed 1 subprojects with 1 images and 1 digests; no registry was asked');
  await repository.write({ 'tree/images/foo/images.yaml': '- {name: app, dmap: {sha256:1: []}}' });
  const wrong = await run(['promote', 'tree', '--parse-only']);
  expect(wrong.code).toBe(1);
  expect(wrong.stdout).toContain('digest-format');
  expect([...staging.requests, ...production.requests]).toEqual([]);
});
