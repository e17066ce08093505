import { buildImage, type RegistryOptions, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createRegistry,
  type CredentialProvider,
  type Credentials,
  type WriteOnceRegistry,
} from '../index.js';

let server: TestRegistry;
let client: WriteOnceRegistry;
const asked: string[] = [];

afterEach(async () => {
  await client.close();
  await server.close();
  asked.length = 0;
});

const image = buildImage('guarded');
const manifest = { descriptor: image.descriptor, bytes: image.bytes };
const basic: Credentials = { kind: 'basic', username: 'user', password: 'secret' };
const user = { user: 'user', password: 'secret' };

async function start(auth: RegistryOptions['auth'], credentials?: Credentials): Promise<void> {
  server = await startRegistry({ ...(auth && { auth }), verifyReferences: false });
  for (const path of ['a', 'b', 'c']) server.seed(path, image, ['v1']);
  const provider: CredentialProvider = ({ host, repository, access }) => {
    asked.push(`${host}/${repository} ${access}`);
    return Promise.resolve(credentials);
  };
  client = createRegistry({ rights: 'write-once', credentials: provider, retryDeadline: 500 });
}

const at = (path: string) => client.repository(`${server.host}/${path}`);
const tokens = () => server.requests.filter(({ kind }) => kind === 'token');

describe('basic', () => {
  it('one 401 per host, then every request carries the credentials', async () => {
    await start({ kind: 'basic', ...user }, basic);
    for (const path of ['a', 'b', 'c']) expect(await at(path).resolve('v1')).toBeDefined();
    expect(server.requests.map(({ status }) => status)).toEqual([401, 200, 200, 200]);
  });

  it('without credentials: an error after one request, which is not repeated', async () => {
    await start({ kind: 'basic', ...user });
    await expect(at('a').resolve('v1')).rejects.toMatchObject({ code: 'UNAUTHORIZED', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('bearer', () => {
  it('one 401 per host, one token per repository, also for many at the same time', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    await at('a').resolve('v1');
    await Promise.all(Array.from({ length: 10 }, () => at('b').resolve('v1')));
    await at('b').resolve('v1');
    expect(server.count({ status: 401 })).toBe(1);
    expect(tokens()).toHaveLength(2);
    expect(new URL(tokens()[1]!.url, 'http://x').searchParams.get('scope')).toBe('repository:b:pull');
  });

  it('the right to write serves reads too', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    await at('a').pushManifest(manifest);
    await at('a').resolve('v1');
    expect(tokens()).toHaveLength(1);
    expect(asked).toEqual([`${server.host}/a write`]);
  });

  it('a token on its way serves only those who need the same rights', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    await at('a').resolve('v1');
    await Promise.all([at('b').resolve('v1'), at('b').pushManifest(manifest)]);
    expect(tokens()).toHaveLength(3);
    expect(server.count({ status: 401 })).toBe(1);
  });

  it('a mount asks for the right to read its origin', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    const [digest] = [...image.blobs.keys()];
    const blob = { mediaType: 'x', digest: digest!, size: 1 };
    expect(await at('a').openUpload(blob, { mountFrom: 'b' })).toBe('mounted');
    const scopes = new URL(tokens()[0]!.url, 'http://x').searchParams.getAll('scope');
    expect(scopes).toEqual(['repository:a:pull,push', 'repository:b:pull']);
  });

  it('nobody may read where the token service says so', async () => {
    await start({ kind: 'bearer', ...user, anonymousPull: true });
    expect(await at('a').resolve('v1')).toBeDefined();
    expect(tokens()[0]?.authorized).toBe(false);
  });

  it('a token that was revoked is replaced once', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    await at('a').resolve('v1');
    server.revokeTokens();
    expect(await at('a').resolve('v1')).toBeDefined();
    expect(tokens()).toHaveLength(2);
    expect(server.count({ status: 401 })).toBe(2);
  });

  it('a token that ends is renewed before, without a 401', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    const ending = JSON.stringify({ token: 'short', expires_in: 0.001 });
    server.fault({ action: 'status', status: 200, body: ending, match: { kind: 'token', nth: 2 } });
    await at('a').resolve('v1');
    await at('b').resolve('v1');
    await at('b').resolve('v1');
    // The stand-in token itself is refused once.
    expect(server.count({ status: 401 })).toBe(2);
    expect(tokens()).toHaveLength(3);
  });

  it('an identity token is exchanged by POST, and stays out of the URL', async () => {
    await start(
      { kind: 'bearer', ...user, refreshToken: 'refresh' },
      { kind: 'identity-token', token: 'refresh' },
    );
    expect(await at('a').resolve('v1')).toBeDefined();
    expect(tokens().map(({ method, url }) => [method, url])).toEqual([['POST', '/token']]);
  });

  it('a bearer token is used as it is', async () => {
    await start({ kind: 'bearer', ...user }, { kind: 'bearer', token: 'given' });
    await expect(at('a').resolve('v1')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(tokens()).toHaveLength(0);
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer given');
  });

  it('wrong credentials: an error that names the host and holds no secret', async () => {
    await start({ kind: 'bearer', ...user }, { kind: 'basic', username: 'user', password: 'wrong-password' });
    const error: unknown = await at('a')
      .resolve('v1')
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'UNAUTHORIZED', host: server.host });
    expect(JSON.stringify(error) + String(error)).not.toContain('wrong-password');
  });

  it('a token service that fails for a while is asked again', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    server.fault({ action: 'status', status: 503, match: { kind: 'token' } });
    expect(await at('a').resolve('v1')).toBeDefined();
    expect(client.ledger.count('token')).toBe(2);
  });

  it.each([
    ['is not reached by https', 'http://192.0.2.1/token', 'REFUSED_BY_POLICY'],
    ['is no URL', 'nowhere', 'UNAUTHORIZED'],
  ])('a realm that %s gets no credentials', async (_, realm, code) => {
    await start(undefined, basic);
    const headers = { 'www-authenticate': `Bearer realm="${realm}"` };
    server.fault({ action: 'status', status: 401, headers, match: { times: Infinity } });
    await expect(at('a').resolve('v1')).rejects.toMatchObject({ code });
    expect(asked).toEqual([]);
  });

  it('a registry that names the token service of another gets a token for nobody', async () => {
    await using other = await startRegistry({ auth: { kind: 'bearer', ...user, anonymousPull: true } });
    await start(undefined);
    const headers = { 'www-authenticate': `Bearer realm="http://${other.host}/token",service="other"` };
    server.fault({ action: 'status', status: 401, headers, match: {} });
    expect(await at('a').resolve('v1')).toBeDefined();
    expect(asked).toEqual([`${server.host}/a read`]);
    expect(other.requests.map(({ kind, authorized }) => [kind, authorized])).toEqual([['token', false]]);
  });

  it('a token service that redirects is an error, and the request goes no further', async () => {
    await using elsewhere = await startRegistry();
    await start({ kind: 'bearer', ...user }, basic);
    const headers = { location: `http://${elsewhere.host}/token` };
    server.fault({ action: 'status', status: 307, headers, match: { kind: 'token' } });
    await expect(at('a').resolve('v1')).rejects.toMatchObject({ status: 307 });
    expect(elsewhere.requests).toEqual([]);
  });

  it('an answer of the token service that is none, or too large, is an error', async () => {
    await start({ kind: 'bearer', ...user }, basic);
    server.fault({ action: 'garbage', match: { kind: 'token' } });
    await expect(at('a').resolve('v1')).rejects.toMatchObject({ code: 'INVALID_ANSWER' });
    server.fault({ action: 'huge-length', match: { kind: 'token' } });
    await expect(at('a').resolve('v1')).rejects.toMatchObject({ code: 'TOO_LARGE' });
  });
});
