import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  createGitRepository,
  type GitRepository,
  imagesYaml,
  registriesYaml,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { images, registries, writeTreeInto } from './marked-tree.js';
import { old } from './online-cases.js';
import { expectSentences, reportOf, runLint, temporaryFolder } from './run-cip-lint.js';

const user = { user: 'release', password: 'open sesame' };
const added = imagesYaml({ tool: { [old.descriptor.digest]: ['v0.9.0'] } });

/** A registry for users, with the image in `staging/tool` and in `private/tool`. */
async function startPrivate(kind: 'basic' | 'bearer'): Promise<TestRegistry> {
  const registry = await startRegistry({ auth: { kind, ...user } });
  for (const repository of ['staging/tool', 'private/tool']) registry.seed(repository, old, ['v0.9.0']);
  return registry;
}

/** A repository whose HEAD promotes nothing from `staging`, with an image added to what it promotes from `source`. */
async function changeOf(registry: TestRegistry, source: string): Promise<GitRepository> {
  const repository = await createGitRepository();
  const between = (from: string): string =>
    registriesYaml({ source: `${registry.host}/${from}`, destinations: [`${registry.host}/prod`] });
  await writeTreeInto(repository, { [registries]: between('staging'), [images]: '' });
  await repository.commit('before');
  await writeTreeInto(repository, { [registries]: between(source), [images]: added });
  return repository;
}

/** Lints the change with a Docker config that has the user. */
async function lint(registry: TestRegistry, repository: GitRepository, ...flags: string[]) {
  const home = await temporaryFolder();
  const auth = Buffer.from(`${user.user}:${user.password}`).toString('base64');
  const config = { auths: { [registry.host]: { auth } } };
  await writeFile(path.join(home, 'config.json'), JSON.stringify(config));
  const args = ['tree', '--base', 'HEAD', '--online', '--online-host', registry.host, '--format', 'json'];
  const result = await runLint([...args, '--rps-per-host', '0', ...flags], {
    cwd: repository.folder,
    env: { DOCKER_CONFIG: home },
  });
  expectSentences(result);
  expect(result.stdout + result.stderr).not.toContain(user.password);
  return reportOf(result).items.filter(({ rule }) => rule === 'unreachable' || rule === 'digest-missing');
}

describe.each(['basic', 'bearer'] as const)('a registry with %s authentication', (kind) => {
  it('is read with --use-credentials', async () => {
    await using registry = await startPrivate(kind);
    await using repository = await changeOf(registry, 'staging');
    expect(await lint(registry, repository, '--use-credentials')).toEqual([]);
  });

  it('is not read without, and the report says where the credentials are that would help', async () => {
    await using registry = await startPrivate(kind);
    await using repository = await changeOf(registry, 'staging');
    const items = await lint(registry, repository);
    expect(items).toMatchObject([{ rule: 'unreachable', severity: 'warning' }]);
    expect(items[0]?.message).toContain(
      `add --use-credentials to send the credentials for ${registry.host} from $DOCKER_CONFIG/config.json (auths)`,
    );
  });

  it('gets no credentials for what only the change names, whatever they may read', async () => {
    await using registry = await startPrivate(kind);
    await using repository = await changeOf(registry, 'private');
    const items = await lint(registry, repository, '--use-credentials');
    expect(items.length).toBeGreaterThan(0);
    for (const { rule, message } of items) {
      expect(rule).toBe('unreachable');
      expect(message).toContain(`${registry.host}/private/tool could not be read`);
      expect(message).toMatch(
        /no credentials were sent, as neither the base .*; check the name of[^,]*, and let everybody read it$/,
      );
    }
  });
});

it('--anonymous is what happens anyway, and excludes --use-credentials', async () => {
  await using registry = await startPrivate('basic');
  await using repository = await changeOf(registry, 'staging');
  expect(await lint(registry, repository, '--anonymous')).toHaveLength(1);
  const { code, stderr } = await runLint(['tree', '--anonymous', '--use-credentials'], {
    cwd: repository.folder,
  });
  expect([code, stderr]).toEqual([2, expect.stringContaining('exclude each other')]);
});
