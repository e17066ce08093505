import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { images, writeTreeInto } from './marked-tree.js';
import { old } from './online-cases.js';
import { expectSentences, reportOf, runLint, temporaryFolder } from './run-cip-lint.js';

const quick = ['--online', '--format', 'json', '--rps-per-host', '0', '--retry-deadline', '1s'];
const added = imagesYaml({ tool: { [old.descriptor.digest]: ['v0.9.0'] } });
const secret = 'internal-secret';

/** A server that a pull request must not get anything from, on all addresses of this machine. */
interface Internal extends AsyncDisposable {
  readonly port: number;
  /** `METHOD URL` of everything that has come. */
  readonly requests: readonly string[];
}

async function startInternal(): Promise<Internal> {
  const requests: string[] = [];
  const server = createServer(({ method, url }, answer) => {
    requests.push(`${method ?? ''} ${url ?? ''}`);
    answer.writeHead(403, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ errors: [{ code: 'DENIED', message: secret }] }));
  }).listen(0);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** How a pull request may write hosts of this machine or of its network. */
const spellings: readonly (readonly [string, (port: number) => string])[] = [
  ['127.0.0.1', (port) => `127.0.0.1:${port}`],
  ['localhost', (port) => `localhost:${port}`],
  ['[::1]', (port) => `[::1]:${port}`],
  ['[::ffff:127.0.0.1]', (port) => `[::ffff:127.0.0.1]:${port}`],
  ['[::]', (port) => `[::]:${port}`],
  ['169.254.169.254', () => '169.254.169.254'],
  ['[fe80::1]', () => '[fe80::1]'],
];

/** Other spellings of addresses, which no manifest may use. */
const refused = ['127.1', '0', '2130706433', '0x7f.1', '0177.0.0.1', '127.0.0.01'];

/** A subproject that promotes from one host to another, as files. */
function subproject(name: string, source: string, destination: string, imagesText = added) {
  // In quotes: brackets begin a list otherwise.
  const between = { source: `"${source}/staging"`, destinations: [`"${destination}/prod/${name}"`] };
  return {
    [`manifests/${name}/promoter-manifest.yaml`]: registriesYaml(between),
    [`images/${name}/images.yaml`]: imagesText,
  };
}

/** A repository whose HEAD has a subproject without images, between two hosts. */
async function repositoryBetween(source: string, destination: string): Promise<GitRepository> {
  const repository = await createGitRepository();
  await writeTreeInto(repository, subproject('foo', source, destination, ''));
  await repository.commit('before');
  return repository;
}

/** Lints what stands in the folder `tree`. Gives the findings of the rule, and all that was printed. */
async function lintOnline(repository: GitRepository, args: readonly string[], env = {}) {
  const result = await runLint(['tree', ...quick, ...args], { cwd: repository.folder, env });
  expectSentences(result);
  const { items } = reportOf(result);
  const unreachable = items.filter(({ rule }) => rule === 'unreachable').map(({ message }) => message);
  const errors = items.filter(({ severity }) => severity === 'error').map(({ rule }) => rule);
  return { unreachable, errors, code: result.code, output: result.stdout + result.stderr };
}

const named = (...hosts: readonly string[]): string[] => hosts.flatMap((host) => ['--online-host', host]);

describe('a host that only a pull request names is not asked', () => {
  it.each(spellings)('%s', async (_, spell) => {
    await using internal = await startInternal();
    await using repository = await repositoryBetween('gcr.io', 'us.gcr.io');
    const host = spell(internal.port);
    await writeTreeInto(repository, subproject('evil', host, host));
    const { unreachable, errors, code, output } = await lintOnline(repository, ['--base', 'HEAD']);
    expect(unreachable).toEqual([
      expect.stringContaining(`not asked: only this change names ${host}; `) as string,
    ]);
    expect(unreachable[0]).toContain(`or allow it with --online-host ${host}`);
    // What was not asked is not missing.
    expect({ code, errors }).toEqual({ code: 1, errors: ['registries-and-images-together'] });
    expect(internal.requests).toEqual([]);
    expect(output).not.toContain(secret);
  });
});

describe('another spelling of an address is not the name of a registry, and is not asked', () => {
  it.each(refused)('%s', async (address) => {
    await using internal = await startInternal();
    await using repository = await repositoryBetween('gcr.io', 'us.gcr.io');
    const host = `${address}:${internal.port}`;
    await writeTreeInto(repository, subproject('evil', host, host));
    const allowed = ['--base', 'HEAD', '--online-host', host];
    const { errors, code } = await lintOnline(repository, allowed);
    expect(new Set(errors)).toContain('registry-name');
    expect({ code, requests: internal.requests }).toEqual({ code: 1, requests: [] });
  });

  it.each(refused)('nor where the base has it: %s', async (address) => {
    await using internal = await startInternal();
    const host = `${address}:${internal.port}`;
    await using repository = await repositoryBetween(host, host);
    await writeTreeInto(repository, { [images]: added });
    const { errors, code } = await lintOnline(repository, ['--base', 'HEAD']);
    expect(new Set(errors)).toContain('registry-name');
    expect({ code, requests: internal.requests }).toEqual({ code: 1, requests: [] });
  });
});

describe('a host that the base names is not asked at an address that is not public', () => {
  it.each(spellings)('%s', async (_, spell) => {
    await using internal = await startInternal();
    const host = spell(internal.port);
    await using repository = await repositoryBetween(host, host);
    await writeTreeInto(repository, { [images]: added });
    const { unreachable, code } = await lintOnline(repository, ['--base', 'HEAD']);
    expect(unreachable).toEqual([
      expect.stringMatching(/is not at a public address, so it was not asked; allow it with --online-host/),
    ]);
    expect({ code, requests: internal.requests }).toEqual({ code: 0, requests: [] });
  });

  it('until it is allowed by name', async () => {
    await using internal = await startInternal();
    const host = `localhost:${internal.port}`;
    await using repository = await repositoryBetween(host, host);
    await writeTreeInto(repository, { [images]: added });
    const { unreachable } = await lintOnline(repository, ['--base', 'HEAD', '--online-host', host]);
    expect(unreachable).toEqual([expect.stringContaining(`DENIED ${secret}`)]);
    expect(internal.requests.length).toBeGreaterThan(0);
  });
});

type Attack = (staging: TestRegistry, port: number) => void;

/** Lints a change that promotes `old` between two registries, which are allowed by flag; the source attacks. */
async function lintAttacked(attack: Attack, { port }: Internal, args: readonly string[] = []) {
  await using staging = await startRegistry();
  await using production = await startRegistry();
  await using repository = await repositoryBetween(staging.host, production.host);
  staging.seed('staging/tool', old, ['v0.9.0']);
  attack(staging, port);
  await writeTreeInto(repository, { [images]: added });
  const result = await lintOnline(repository, [
    ...['--base', 'HEAD', ...args],
    ...named(staging.host, production.host),
  ]);
  expect(staging.count()).toBeGreaterThan(0);
  return result;
}

describe('a registry that is asked leads nowhere else', () => {
  const location = (port: number) => `http://127.0.0.1:${port}/latest/meta-data`;
  const attacks: readonly (readonly [string, Attack])[] = [
    [
      'by a redirect',
      (staging, port) =>
        staging.fault({ action: 'redirect', location: location(port), match: { times: Infinity } }),
    ],
    [
      'by a redirect of blobs',
      (staging, port) =>
        staging.fault({
          action: 'redirect',
          location: location(port),
          match: { kind: 'blob', times: Infinity },
        }),
    ],
    [
      'by a redirect to a name',
      (staging, port) =>
        staging.fault({
          action: 'redirect',
          location: `http://localhost:${port}/`,
          match: { times: Infinity },
        }),
    ],
    [
      'as its token service',
      (staging, port) =>
        staging.fault({
          action: 'status',
          status: 401,
          headers: { 'www-authenticate': `Bearer realm="${location(port)}",service="x"` },
          match: { times: Infinity },
        }),
    ],
  ];

  it.each(attacks)('%s', async (_, attack) => {
    await using internal = await startInternal();
    const { unreachable, code, output } = await lintAttacked(attack, internal);
    const refusal = 'is not at a public address, so it was not asked; allow it with --online-host';
    expect(unreachable).toEqual([
      expect.stringMatching(new RegExp(`:${internal.port}, to which the registry led, ${refusal}`)),
    ]);
    expect({ code, requests: internal.requests }).toEqual({ code: 0, requests: [] });
    expect(output).not.toContain('meta-data');
  });

  it.each(attacks)('%s to an allowed host, of which only the status is told', async (_, attack) => {
    await using internal = await startInternal();
    const allowed = named(`127.0.0.1:${internal.port}`, `localhost:${internal.port}`);
    const { unreachable, output } = await lintAttacked(attack, internal, allowed);
    expect(unreachable).toEqual([
      expect.stringContaining(`:${internal.port}, to which the registry led, answered with status 403; `),
    ]);
    expect(internal.requests.length).toBeGreaterThan(0);
    expect(output).not.toContain(secret);
  });
});

describe('a pull request cannot allow its own hosts', () => {
  it.each([
    ['production', (host: string) => `productionRegistries: ["${host}/prod"]\n`],
    ['a source', (host: string) => `subprojects: {evil: {source: "${host}/staging"}}\n`],
  ])('as %s of the configuration in the tree', async (_, write) => {
    await using internal = await startInternal();
    await using repository = await repositoryBetween('gcr.io', 'us.gcr.io');
    const host = `localhost:${internal.port}`;
    const configuration = { '.cip.yaml': `rules: {source-matches-folder: off}\n${write(host)}` };
    await writeTreeInto(repository, { ...subproject('evil', host, host), ...configuration });
    const { unreachable } = await lintOnline(repository, ['--base', 'HEAD']);
    expect(unreachable).toEqual([expect.stringContaining(`only this change names ${host}`)]);
    await repository.commit('after');
    await writeTreeInto(repository, { 'images/evil/images.yaml': added.replace('v0.9.0', 'v0.9.1') });
    const next = await lintOnline(repository, ['--base', 'HEAD']);
    expect(next.unreachable).toEqual([expect.stringContaining('not at a public address')]);
    expect(internal.requests).toEqual([]);
  });

  it('in the file of --config, if that is in the repository', async () => {
    await using internal = await startInternal();
    await using repository = await createGitRepository();
    await writeTreeInto(repository, subproject('foo', 'gcr.io', 'us.gcr.io', ''));
    await repository.write({ 'conf/lint.yaml': 'rules: {}\n' });
    await repository.commit('before');
    const host = `localhost:${internal.port}`;
    await writeTreeInto(repository, subproject('evil', host, host));
    await repository.write({ 'conf/lint.yaml': `productionRegistries: [${host}/prod]\n` });
    const { unreachable } = await lintOnline(repository, ['--base', 'HEAD', '--config', 'conf/lint.yaml']);
    expect(unreachable).toEqual([expect.stringContaining(`only this change names ${host}`)]);
    expect(internal.requests).toEqual([]);
  });

  it('but a file of --config outside of it counts', async () => {
    await using internal = await startInternal();
    await using repository = await repositoryBetween('gcr.io', 'us.gcr.io');
    await using other = await createGitRepository();
    const host = `localhost:${internal.port}`;
    await writeTreeInto(repository, subproject('evil', host, host));
    await other.write({ 'lint.yaml': `productionRegistries: [${host}/prod]\n` });
    const config = path.join(other.folder, 'lint.yaml');
    const { unreachable } = await lintOnline(repository, ['--base', 'HEAD', '--config', config]);
    expect(unreachable).toEqual([expect.stringContaining('not at a public address')]);
  });
});

describe('without a base', () => {
  it.each([
    ['by hand', {}, 'not at a public address'],
    ['in a job about what was merged', { CI: 'true', JOB_TYPE: 'periodic' }, 'not at a public address'],
    ['in a presubmit', { CI: 'true', JOB_TYPE: 'presubmit' }, 'not asked: without a base'],
    ['in another CI system', { CI: 'true' }, 'not asked: without a base'],
  ])('%s', async (_, env, reason) => {
    await using internal = await startInternal();
    await using repository = await createGitRepository();
    const host = `localhost:${internal.port}`;
    await writeTreeInto(repository, subproject('evil', host, host));
    const { unreachable } = await lintOnline(repository, [], env);
    expect(unreachable).toEqual([expect.stringContaining(reason)]);
    expect(internal.requests).toEqual([]);
    const allowed = await lintOnline(repository, ['--online-host', host], env);
    expect(allowed.unreachable).toEqual([expect.stringContaining(secret)]);
  });
});

it.each([['--plain-http'], ['--online-host']])(
  '%s allows a host that nobody has named before',
  async (flag) => {
    await using staging = await startRegistry();
    await using repository = await repositoryBetween('gcr.io', 'us.gcr.io');
    staging.seed('staging/tool', old, ['v0.9.0']);
    await writeTreeInto(repository, subproject('evil', staging.host, staging.host));
    const { unreachable } = await lintOnline(repository, ['--base', 'HEAD', flag, staging.host]);
    expect(unreachable).toEqual([]);
    expect(staging.count()).toBeGreaterThan(0);
  },
);

it('a host that cannot be one is refused by the name of the flag', async () => {
  const cwd = await temporaryFolder();
  for (const host of ['https://gcr.io', 'gcr.io/prod', '1.2.3.4.5']) {
    const { code, stderr } = await runLint(['.', '--online-host', host], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain(`--online-host "${host}": this is not a host`);
  }
});
