import {
  createGitRepository,
  imagesYaml,
  registriesYaml,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { images, registries, writeTreeInto } from './marked-tree.js';
import { old } from './online-cases.js';
import { expectSentences, reportOf, runLint, startLint } from './run-cip-lint.js';

const quick = ['--rps-per-host', '0', '--retry-deadline', '2s'];

/** Registries of tests are on this machine, where none is asked unless it is allowed. */
const allowed = (...servers: readonly TestRegistry[]): string[] =>
  servers.flatMap(({ host }) => ['--online-host', host]);

/** A repository with a tree that promotes `old` from staging to production; HEAD has the tree without images. */
async function repositoryBetween(staging: TestRegistry, production: TestRegistry) {
  const repository = await createGitRepository();
  const source = `${staging.host}/staging`;
  const registriesText = registriesYaml({ source, destinations: [`${production.host}/prod`] });
  await writeTreeInto(repository, { [registries]: registriesText, [images]: '' });
  await repository.commit('before');
  await writeTreeInto(repository, {
    [images]: imagesYaml({ tool: { [old.descriptor.digest]: ['v0.9.0'] } }),
  });
  return repository;
}

it('reads as nobody, writes nothing, and --stats counts the requests', async () => {
  await using staging = await startRegistry();
  await using production = await startRegistry();
  staging.seed('staging/tool', old, ['v0.9.0']);
  await using repository = await repositoryBetween(staging, production);
  const args = ['tree', '--base', 'HEAD', '--online', '--stats', ...allowed(staging, production), ...quick];
  const result = await runLint(args, { cwd: repository.folder });
  expect(result).toMatchObject({ code: 0, stderr: '' });
  expect(result.stdout).toContain(staging.host);
  expect(staging.writes + production.writes).toBe(0);
  const methods = [...staging.requests, ...production.requests].map(({ method }) => method);
  expect(methods.length).toBeGreaterThan(0);
  expect(methods.filter((method) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
});

it('adds to the review table what registries know', async () => {
  await using staging = await startRegistry();
  await using production = await startRegistry();
  staging.seed('staging/tool', old, ['v0.9.0']);
  await using repository = await repositoryBetween(staging, production);
  const allow = allowed(staging, production);
  const args = ['tree', '--base', 'HEAD', '--online', '--format', 'json', ...allow, ...quick];
  const { review } = reportOf(await runLint(args, { cwd: repository.folder }));
  expect(review).toMatchObject([{ image: 'tool', tag: 'v0.9.0' }]);
  expect(review?.[0]?.platforms?.length).toBeGreaterThan(1);
  expect(review?.[0]?.size).toBeGreaterThan(0);
});

it('asks no registry when the change adds nothing, nor without --online', async () => {
  await using staging = await startRegistry();
  await using production = await startRegistry();
  await using repository = await repositoryBetween(staging, production);
  await repository.commit('after');
  const cwd = repository.folder;
  const online = ['--online', ...allowed(staging, production), ...quick];
  expect((await runLint(['tree', '--base', 'HEAD', ...online], { cwd })).code).toBe(0);
  expect((await runLint(['tree', '--base', 'HEAD~1'], { cwd })).code).toBe(0);
  expect(staging.requests.length + production.requests.length).toBe(0);
});

describe.each([
  { signal: 'SIGTERM', code: 143 },
  { signal: 'SIGINT', code: 130 },
] as const)('$signal while registries are asked', ({ signal, code }) => {
  it('ends cleanly with what was found until then', async () => {
    await using staging = await startRegistry();
    await using production = await startRegistry();
    staging.seed('staging/tool', old, ['v0.9.0']);
    await using repository = await repositoryBetween(staging, production);
    const gate = production.gate();
    const allow = allowed(staging, production);
    const args = ['tree', '--base', 'HEAD', '--online', '--format', 'json', ...allow, ...quick];
    const running = startLint(args, { cwd: repository.folder });
    await gate.arrived;
    running.kill(signal);
    const result = await running.finished;
    gate.open();
    expect(result).toMatchObject({ code, signal: null });
    expect(reportOf(result)).toMatchObject({ command: 'lint', summary: { errors: 0 } });
    expectSentences(result);
  });
});

it.each([401, 403, 500])(
  'a digest that the source lacks is an error although a destination answers %s',
  async (status) => {
    await using staging = await startRegistry();
    await using production = await startRegistry();
    production.fault({ action: 'status', status, match: { times: Infinity } });
    await using repository = await repositoryBetween(staging, production);
    const allow = allowed(staging, production);
    const args = ['tree', '--base', 'HEAD', '--online', '--format', 'json', ...allow, ...quick];
    const result = await runLint(args, { cwd: repository.folder });
    const rules = reportOf(result).items.map(({ rule, severity }) => `${severity} ${rule}`);
    expect(rules.sort()).toEqual(['error digest-missing', 'warning unreachable']);
    expect(result.code).toBe(1);
  },
);
