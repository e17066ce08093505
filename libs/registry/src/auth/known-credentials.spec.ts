import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { knownCredentials } from './known-credentials.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'known-credentials-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function known(config: object | string, host = 'registry.example', more: NodeJS.ProcessEnv = {}) {
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  await writeFile(path.join(folder, 'config.json'), text);
  return knownCredentials(host, { DOCKER_CONFIG: folder, HOME: folder, ...more });
}

const auth = Buffer.from('user:password').toString('base64');

it.each([
  ['an entry', { auths: { 'https://registry.example/v2/': { auth } } }, 'auths'],
  ['a helper', { credHelpers: { 'registry.example': 'gcloud' } }, 'credHelpers: gcloud'],
  [
    'an entry in a store',
    { auths: { 'registry.example': {} }, credsStore: 'desktop' },
    'credsStore: desktop',
  ],
])('are in %s', async (_, config, part) => {
  expect(await known(config)).toBe(`$DOCKER_CONFIG/config.json (${part})`);
});

it.each([
  ['no file of Docker', {}],
  ['an entry for another registry', { auths: { 'other.example': { auth } } }],
  ['a store that may have some', { credsStore: 'desktop' }],
  ['a file that is not JSON', 'auths'],
])('are not known with %s', async (_, config) => {
  expect(await known(config)).toBeUndefined();
});

it('are those of Google on the hosts of Google', async () => {
  const google = { GOOGLE_APPLICATION_CREDENTIALS: '/secret/key.json' };
  expect(await known({}, 'gcr.io', google)).toBe('the application default credentials of Google');
  expect(await known({}, 'registry.example', google)).toBeUndefined();
  await writeFile(path.join(folder, 'application_default_credentials.json'), '{}');
  expect(await known({}, 'us-docker.pkg.dev', { CLOUDSDK_CONFIG: folder })).toContain('Google');
});

it('without a file of Docker nothing is known', () => {
  expect(knownCredentials('registry.example', { DOCKER_CONFIG: path.join(folder, 'gone') })).toBeUndefined();
});
