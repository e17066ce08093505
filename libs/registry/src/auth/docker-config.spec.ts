import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAlive } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CredentialsError } from './credentials.js';
import { dockerConfig } from './docker-config.js';

let folder: string;
let env: NodeJS.ProcessEnv;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'docker-config-'));
  env = { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function ask(config: unknown, host = 'registry.example') {
  await writeFile(path.join(folder, 'config.json'), JSON.stringify(config));
  return dockerConfig({ env })({ host, repository: 'app', access: 'read' });
}

/** A credential helper that does what the shell script says, and counts its calls. */
async function helper(name: string, script: string): Promise<void> {
  const file = path.join(folder, `docker-credential-${name}`);
  await writeFile(file, `#!/bin/sh\nread -r server\necho "$1 $server" >> "${folder}/calls"\n${script}\n`);
  await chmod(file, 0o755);
}

const auth = Buffer.from('user:pass:word').toString('base64');
const basic = { kind: 'basic', username: 'user', password: 'pass:word' };
const none = { kind: 'none', why: 'no credentials were found in $DOCKER_CONFIG/config.json' };

function from(part: string): { from: string } {
  return { from: `$DOCKER_CONFIG/config.json (${part})` };
}

describe('entries of auths', () => {
  it.each([
    ['the host', { 'registry.example': { auth } }, 'registry.example', basic],
    ['a URL', { 'https://registry.example': { auth } }, 'registry.example', basic],
    ['a URL with a path', { 'https://registry.example/v2/': { auth } }, 'registry.example', basic],
    ['host and port', { 'registry.example:5000': { auth } }, 'registry.example:5000', basic],
    ['the host on another port', { 'registry.example:5000': { auth } }, 'registry.example', undefined],
    ['Docker Hub', { 'https://index.docker.io/v1/': { auth } }, 'docker.io', basic],
    ['user and password', { r: { username: 'user', password: 'pass:word' } }, 'r', basic],
    ['an identity token', { r: { auth, identitytoken: 'it' } }, 'r', { kind: 'identity-token', token: 'it' }],
    ['a registry token', { r: { registrytoken: 'rt' } }, 'r', { kind: 'bearer', token: 'rt' }],
    ['nothing', { r: {} }, 'r', undefined],
    ['rubbish', { r: { auth: '???' } }, 'r', undefined],
  ])('%s', async (_, auths, host, expected) => {
    expect(await ask({ auths }, host)).toEqual(expected ? { ...expected, ...from('auths') } : none);
  });
});

describe('helpers', () => {
  it('of the host come before everything, and are asked once', async () => {
    await helper('mine', `echo '{"Username":"user","Secret":"pass:word"}'`);
    const config = { credHelpers: { 'registry.example': 'mine' }, credsStore: 'other', auths: {} };
    await writeFile(path.join(folder, 'config.json'), JSON.stringify(config));
    const provider = dockerConfig({ env });
    const request = { host: 'registry.example', repository: 'app', access: 'read' } as const;
    const found = { ...basic, ...from('credHelpers: mine') };
    expect(await Promise.all([provider(request), provider(request)])).toEqual([found, found]);
    expect(await readFile(path.join(folder, 'calls'), 'utf8')).toBe('get registry.example\n');
  });

  it('the store serves hosts that have no entry of their own', async () => {
    await helper('store', `echo '{"Username":"<token>","Secret":"it"}'`);
    expect(await ask({ credsStore: 'store' })).toEqual({
      kind: 'identity-token',
      token: 'it',
      ...from('credsStore: store'),
    });
    expect(await ask({ credsStore: 'store', auths: { 'registry.example': { auth } } })).toEqual({
      ...basic,
      ...from('auths'),
    });
  });

  it('"credentials not found" means none', async () => {
    await helper('empty', 'echo "credentials not found in native keychain"; exit 1');
    expect(await ask({ credsStore: 'empty' })).toEqual({
      kind: 'none',
      why: 'no credentials were found with $DOCKER_CONFIG/config.json (credsStore: empty)',
    });
  });

  it.each([
    ['fails', 'echo "locked" >&2; echo "secret"; exit 3', 'locked'],
    ['gives no JSON', 'echo "secret"', 'no JSON'],
    ['says more than anybody needs', 'yes secret', 'failed'],
  ])('one that %s is an error that shows no output', async (_, script, message) => {
    await helper('bad', script);
    const asked = ask({ credsStore: 'bad' });
    await expect(asked).rejects.toThrow(CredentialsError);
    await expect(asked).rejects.toThrow(message);
    await expect(asked).rejects.not.toThrow('secret');
  });

  it.each([
    ['is not installed', 'missing', 'not installed'],
    ['has a path for a name', '../x', "no helper's name"],
  ])('one that %s is an error', async (_, credsStore, message) => {
    await expect(ask({ credsStore })).rejects.toThrow(message);
  });
});

describe('a helper that starts something that goes on', () => {
  // The shell waits for its child, which has its output open; both say who they are first.
  const endless = (folder: string): string => `sleep 300 & echo $$ $! > "${folder}/pids"; wait`;
  const request = { host: 'registry.example', repository: 'app', access: 'read' } as const;

  async function startedPids(): Promise<number[]> {
    const file = path.join(folder, 'pids');
    await expect.poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 10_000 }).toMatch(/\n$/);
    return (await readFile(file, 'utf8')).trim().split(' ').map(Number);
  }

  const expectGone = (pids: readonly number[]) =>
    expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);

  beforeEach(async () => {
    await writeFile(path.join(folder, 'config.json'), JSON.stringify({ credsStore: 'slow' }));
  });

  it('is ended with it when it takes too long', async () => {
    await helper('slow', endless(folder));
    const asked = dockerConfig({ env, helperLimit: 500 })(request);
    await expect(asked).rejects.toThrow('no answer within 0.5 s');
    await expectGone(await startedPids());
  });

  it('is ended with it by the signal of the run, and the answer is its reason', async () => {
    await helper('slow', endless(folder));
    const controller = new AbortController();
    const asked = dockerConfig({ env })({ ...request, signal: controller.signal });
    const pids = await startedPids();
    expect(pids.filter(isAlive)).toEqual(pids);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await expectGone(pids);
  });

  it('is killed when it does not end', async () => {
    await helper('slow', `trap "" TERM; ${endless(folder)}; wait`);
    const asked = dockerConfig({ env, helperLimit: 500 })(request);
    await expect(asked).rejects.toThrow('no answer within');
    await expectGone(await startedPids());
  });

  it('goes on for others when one that waits for it leaves', async () => {
    await helper(
      'slow',
      `echo $$ $$ > "${folder}/pids"; until [ -e "${folder}/go" ]; do sleep 0.05; done; echo '{"Username":"user","Secret":"pass:word"}'`,
    );
    const provider = dockerConfig({ env });
    const controller = new AbortController();
    const leaves = provider({ ...request, signal: controller.signal });
    const stays = provider(request);
    await startedPids();
    controller.abort(new Error('enough'));
    await expect(leaves).rejects.toThrow('enough');
    await writeFile(path.join(folder, 'go'), '');
    expect(await stays).toEqual({ ...basic, ...from('credsStore: slow') });
  });
});

describe('the file', () => {
  it('may be missing', async () => {
    const file = path.join(folder, 'none.json');
    const request = { host: 'r', repository: 'a', access: 'read' } as const;
    const why = `no credentials were found in ${file}`;
    expect(await dockerConfig({ path: file })(request)).toEqual({ kind: 'none', why });
  });

  it('is shown without the name of a person', async () => {
    const request = { host: 'r', repository: 'a', access: 'read' } as const;
    const why = 'no credentials were found in ~/.docker/config.json';
    expect(await dockerConfig({ env: { HOME: folder } })(request)).toEqual({ kind: 'none', why });
  });

  it('must be JSON', async () => {
    await writeFile(path.join(folder, 'config.json'), '{');
    const provider = dockerConfig({ env });
    await expect(provider({ host: 'r', repository: 'a', access: 'read' })).rejects.toThrow(CredentialsError);
  });
});
