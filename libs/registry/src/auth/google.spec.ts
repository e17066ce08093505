import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CredentialsError } from './credentials.js';
import { defaultCredentials } from './default-credentials.js';
import { google, type GoogleClientFactory, isGoogleHost } from './google.js';

const made: (string | undefined)[] = [];
const clientFor: GoogleClientFactory = (serviceAccount) => {
  made.push(serviceAccount);
  return Promise.resolve({
    getAccessToken: () => Promise.resolve({ token: `token of ${serviceAccount ?? 'adc'}` }),
  });
};
const request = (host: string, repository = 'p/app') => ({ host, repository, access: 'read' }) as const;

beforeEach(() => {
  made.length = 0;
});

it.each([
  ['gcr.io', true],
  ['us.gcr.io', true],
  ['us-docker.pkg.dev', true],
  ['notgcr.io', false],
  ['gcr.io.example', false],
  ['docker.io', false],
])('%s is Google: %s', (host, expected) => {
  expect(isGoogleHost(host)).toBe(expected);
});

describe('access tokens', () => {
  it('one client per service account', async () => {
    const provider = google({
      serviceAccountFor: (_, repository) => (repository.startsWith('p/') ? 'robot@p' : undefined),
      clientFor,
    });
    await provider(request('gcr.io'));
    expect(await provider(request('us.gcr.io'))).toEqual({
      kind: 'basic',
      username: 'oauth2accesstoken',
      password: 'token of robot@p',
      from: 'robot@p',
    });
    await provider(request('gcr.io', 'q/app'));
    expect(made).toEqual(['robot@p', undefined]);
  });

  it('a failure names host and account, and is tried anew', async () => {
    let calls = 0;
    const provider = google({
      clientFor: () => Promise.reject(new Error(`no credentials ${++calls}`)),
    });
    await expect(provider(request('gcr.io'))).rejects.toThrow(CredentialsError);
    await expect(provider(request('gcr.io'))).rejects.toThrow(/gcr\.io.*no credentials 2/);
  });
});

describe('the default order', () => {
  const env = { DOCKER_CONFIG: '/nonexistent' };
  const noDocker = 'no credentials were found in $DOCKER_CONFIG/config.json';

  it('Google for its hosts, nobody elsewhere', async () => {
    const provider = defaultCredentials({ env, clientFor });
    expect(await provider(request('gcr.io'))).toMatchObject({ password: 'token of adc' });
    expect(await provider(request('registry.example'))).toEqual({ kind: 'none', why: noDocker });
  });

  it('without Google credentials, reads go on as nobody; writes and named accounts fail', async () => {
    const none: GoogleClientFactory = () => Promise.reject(new Error('no credentials here'));
    const provider = defaultCredentials({ env, clientFor: none });
    expect(await provider(request('gcr.io'))).toEqual({
      kind: 'none',
      why: `${noDocker}, and there are no application default credentials of Google`,
    });
    await expect(provider({ ...request('gcr.io'), access: 'write' })).rejects.toThrow(CredentialsError);
    const named = defaultCredentials({ env, clientFor: none, serviceAccountFor: () => 'robot@p' });
    await expect(named(request('gcr.io'))).rejects.toThrow('robot@p');
  });

  it('a service account is for Google hosts only', async () => {
    const provider = defaultCredentials({ env, clientFor, serviceAccountFor: () => 'robot@p' });
    expect(await provider(request('gcr.io'))).toMatchObject({ password: 'token of robot@p' });
    expect(await provider(request('registry.example'))).toEqual({ kind: 'none', why: noDocker });
  });
});

describe('the library itself', () => {
  let metadata: Server;

  beforeEach(async () => {
    metadata = createServer((asked, answer) => {
      answer.setHeader('metadata-flavor', 'Google');
      answer.setHeader('content-type', 'application/json');
      const isToken = asked.url?.includes('/token') === true;
      answer.end(isToken ? JSON.stringify({ access_token: 'from metadata', expires_in: 3600 }) : '{}');
    });
    await new Promise<void>((resolve) => metadata.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('GCE_METADATA_HOST', `127.0.0.1:${(metadata.address() as AddressInfo).port}`);
    vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
    vi.stubEnv('HOME', '/nonexistent');
    vi.stubEnv('CLOUDSDK_CONFIG', '/nonexistent');
  });

  afterEach(async () => {
    vi.unstubAllEnvs();
    metadata.closeAllConnections();
    await new Promise((resolve) => metadata.close(resolve));
  });

  it('gets tokens from the metadata server', async () => {
    expect(await google()(request('gcr.io'))).toMatchObject({ password: 'from metadata' });
  });
});
