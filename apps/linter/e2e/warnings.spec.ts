import { createGitRepository } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { images, registries, sound, writeTreeInto } from './marked-tree.js';
import { runLint } from './run-cip-lint.js';
import { folderOf } from './tree-folder.js';

const config = '.cip.yaml';
const misspelt = 'overrides:\n- {paths: [images/fob/images.yaml], rules: {moving-tag: off}}\n';
const warning = 'images/fob/images.yaml matches no file';

function day(fromNow: number): string {
  return new Date(Date.now() + fromNow * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function exception(path: string, expires: string): string {
  return `exceptions:\n- {rule: image-removed, paths: [${path}], reason: agreed, expires: ${expires}}\n`;
}

describe('a configuration that does nothing is warned of', () => {
  it('with the place in it, and the run is what it would be', async () => {
    const cwd = await folderOf({ tree: { ...sound, [config]: misspelt } });
    const { code, stderr } = await runLint(['tree', '--log-format', 'json'], { cwd });
    expect(code).toBe(0);
    expect(JSON.parse(stderr)).toMatchObject({
      severity: 'WARNING',
      message: expect.stringContaining(warning) as string,
      file: `tree/${config}`,
      line: 2,
      column: 3,
    });
  });

  it('if it is shared, only when no tree has a use for it', async () => {
    const fob = { 'images/fob/images.yaml': '', 'manifests/fob/promoter-manifest.yaml': sound[registries] };
    const cwd = await folderOf({ tree: sound, other: { ...sound, ...fob }, shared: { [config]: misspelt } });
    const args = ['--config', `shared/${config}`];
    const silent = await runLint(['tree', 'other', ...args], { cwd });
    expect(silent.stderr).toBe('');
    expect((await runLint(['tree', ...args], { cwd })).stderr).toContain(warning);
  });

  it('but an exception may be about a file that the change removes', async () => {
    await using repository = await createGitRepository();
    await writeTreeInto(repository, { ...sound, [config]: exception(images, day(100)) });
    const revision = await repository.commit('before');
    await writeTreeInto(repository, { [images]: undefined, [registries]: undefined }, sound);
    await writeTreeInto(repository, { 'images/README.md': '' });
    const run = (...args: string[]) => runLint(['tree', ...args], { cwd: repository.folder });
    expect((await run('--base', revision)).stderr).not.toContain('matches no file');
    expect((await run()).stderr).not.toContain('matches no file');
    await repository.commit('after');
    expect((await run('--base', 'HEAD')).stderr).toContain(`${images} matches no file`);
  });
});

it.each([
  [0, true],
  [13, true],
  [20, false],
])('an exception that ends in %d days: warned of %j', async (days, isWarned) => {
  const cwd = await folderOf({ tree: { ...sound, [config]: exception(images, day(days)) } });
  const { code, stderr } = await runLint(['tree'], { cwd });
  expect(code).toBe(0);
  expect(stderr.includes('an exception ends soon')).toBe(isWarned);
  expect(stderr.includes(day(days))).toBe(isWarned);
});

it.each([
  ['presubmit', [], {}, true],
  ['batch', [], { PULL_BASE_SHA: '' }, true],
  ['postsubmit', [], {}, false],
  ['presubmit', ['--base', 'HEAD'], {}, false],
])('%s with %j and %j: warned that nothing is compared: %j', async (type, args, env, isWarned) => {
  await using repository = await createGitRepository();
  await writeTreeInto(repository, sound);
  await repository.commit('first');
  const run = await runLint(['tree', ...args], { cwd: repository.folder, env: { JOB_TYPE: type, ...env } });
  expect(run.code).toBe(0);
  expect(run.stderr.includes('nothing is compared')).toBe(isWarned);
});
