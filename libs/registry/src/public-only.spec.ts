import type { LookupFunction } from 'node:net';
import { buildImage, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, RegistryError, type ReadOnlyRegistry } from './index.js';
import { NotPublicError, publicLookup } from './public-connector.js';

const image = buildImage('secret', { layers: 1 });
const remedy = 'allow it by name';
const closers: (() => Promise<void>)[] = [];

let trusted: TestRegistry;
let forbidden: TestRegistry;

beforeEach(async () => {
  [trusted, forbidden] = [await startRegistry(), await startRegistry()];
  for (const server of [trusted, forbidden]) server.seed('app', image, ['v1']);
});

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  await Promise.all([trusted.close(), forbidden.close()]);
});

/** A client that connects to public addresses and to the trusted registry, and repeats nothing that others say. */
function wary(except: readonly string[] = [trusted.host]): ReadOnlyRegistry {
  const client = createRegistry({ publicOnly: { except, remedy }, quoteOthers: false, retryDeadline: 300 });
  closers.push(() => client.close());
  return client;
}

async function failure(work: Promise<unknown>): Promise<RegistryError> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (error instanceof RegistryError) return error;
  throw new Error('no registry error', { cause: error });
}

const portOf = ({ host }: TestRegistry): string => host.slice(host.indexOf(':'));

describe('an address that is not public', () => {
  it.each([
    ['127.0.0.1', (port: string) => `127.0.0.1${port}`],
    ['localhost', (port: string) => `localhost${port}`],
    ['[::1]', (port: string) => `[::1]${port}`],
    ['[::ffff:127.0.0.1]', (port: string) => `[::ffff:127.0.0.1]${port}`],
    ['2130706433', (port: string) => `2130706433${port}`],
    ['0x7f.1', (port: string) => `0x7f.1${port}`],
    ['0', (port: string) => `0${port}`],
    ['169.254.169.254', () => '169.254.169.254'],
    ['10.0.0.1', () => '10.0.0.1'],
  ])('%s is not connected to', async (_, host) => {
    const name = host(portOf(forbidden));
    const client = wary();
    const { code, message, attempts } = await failure(client.repository(`${name}/app`).resolve('v1'));
    expect(client.ledger.hosts()).toEqual([]);
    expect({ code, attempts }).toEqual({ code: 'REFUSED_BY_POLICY', attempts: 1 });
    expect(message).toMatch(/ is not at a public address, so it was not asked; allow it by name$/);
    expect(forbidden.requests).toEqual([]);
  });

  it.each([
    ['localhost', (port: string) => `localhost${port}`],
    ['in another spelling', (port: string) => `127.0.0.1${port}`],
  ])('is connected to where it is named: %s', async (_, host) => {
    const name = host(portOf(trusted));
    expect(await wary([name]).repository(`${name}/app`).resolve('v1')).toBeDefined();
  });

  it('a name without a port allows the usual port only', async () => {
    const client = wary(['127.0.0.1']);
    const { code } = await failure(client.repository(`${forbidden.host}/app`).resolve('v1'));
    expect(code).toBe('REFUSED_BY_POLICY');
    expect(forbidden.requests).toEqual([]);
  });
});

describe('a trusted registry that leads to an address that is not public', () => {
  it.each([
    ['a redirect of a manifest', 'manifest', (client: ReadOnlyRegistry) => at(client).fetchManifest('v1')],
    ['a redirect of a listing', 'tags', (client: ReadOnlyRegistry) => at(client).list()],
    ['a redirect of a blob', 'blob', (client: ReadOnlyRegistry) => drained(client)],
  ] as const)('%s', async (_, kind, read) => {
    const location = `http://${forbidden.host}/v2/app/manifests/v1`;
    trusted.fault({ action: 'status', status: 307, headers: { location }, match: { kind, times: Infinity } });
    const { code, message } = await failure(read(wary()));
    expect(code).toBe('REFUSED_BY_POLICY');
    expect(message).toBe(
      `GET http://${forbidden.host}: ${forbidden.host}, to which the registry led, is not at a public address, so it was not asked; ${remedy}`,
    );
    expect(forbidden.requests).toEqual([]);
  });

  it('a token service', async () => {
    const headers = { 'www-authenticate': `Bearer realm="http://${forbidden.host}/token",service="x"` };
    trusted.fault({ action: 'status', status: 401, headers, match: { times: Infinity } });
    const { code, message } = await failure(at(wary()).resolve('v1'));
    expect(code).toBe('REFUSED_BY_POLICY');
    expect(message).toContain(`${forbidden.host}, to which the registry led, is not at a public address`);
    expect(forbidden.requests).toEqual([]);
  });
});

describe('what others say is not repeated', () => {
  const said = JSON.stringify({ errors: [{ code: 'SECRET_CODE', message: 'secret message' }] });
  const [text, html] = ['application/json', 'text/secret'].map((type) => ({ 'content-type': type }));

  it.each([
    ['an error', { action: 'status', status: 403, body: said, headers: text! }],
    ['an error that may pass', { action: 'status', status: 500, body: said, headers: text! }],
    ['a page', { action: 'status', status: 404, body: '<html>secret', headers: html! }],
    ['a body of another type', { action: 'status', status: 200, body: 'secret', headers: html! }],
    ['a broken connection', { action: 'reset' }],
  ] as const)('%s of the target of a redirect', async (_, fault) => {
    const location = `http://${forbidden.host}/secret?secret=1`;
    const always = { times: Infinity };
    trusted.fault({ action: 'status', status: 307, headers: { location }, match: always });
    forbidden.fault({ ...fault, match: always });
    const error = await failure(at(wary([trusted.host, forbidden.host])).fetchManifest('v1'));
    expect(error.message).toContain(`${forbidden.host}, to which the registry led,`);
    expect(error.message + JSON.stringify(error.facts)).not.toMatch(/secret/i);
    if ('status' in fault) expect(error.message).toContain(`answered with status ${fault.status}`);
  });

  it('an error of a token service', async () => {
    const headers = { 'www-authenticate': `Bearer realm="http://${forbidden.host}/secret"` };
    trusted.fault({ action: 'status', status: 401, headers, match: { times: Infinity } });
    forbidden.fault({
      action: 'status',
      status: 403,
      body: said,
      headers: text!,
      match: { times: Infinity },
    });
    const error = await failure(at(wary([trusted.host, forbidden.host])).resolve('v1'));
    expect(error.message).toContain(`${forbidden.host}, to which the registry led, answered with status 403`);
    expect(error.message + JSON.stringify(error.facts)).not.toMatch(/secret/i);
  });

  it('but what the registry itself says is', async () => {
    trusted.fault({ action: 'status', status: 403, body: said, headers: text!, match: { times: Infinity } });
    expect((await failure(at(wary()).fetchManifest('v1'))).message).toContain('SECRET_CODE secret message');
  });
});

function at(client: ReadOnlyRegistry) {
  return client.repository(`${trusted.host}/app`);
}

async function drained(client: ReadOnlyRegistry): Promise<void> {
  const [digest, bytes] = [...image.blobs][0]!;
  const blob = { mediaType: '', digest, size: bytes.byteLength };
  for await (const chunk of at(client).fetchBlob(blob)) expect(chunk.byteLength).toBeGreaterThan(0);
}

describe('a name', () => {
  const resolving =
    (...addresses: string[]): LookupFunction =>
    (_, __, callback) => {
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  const lookUp = (lookup: LookupFunction, all: boolean): Promise<unknown> =>
    new Promise((resolve, reject) => {
      publicLookup(lookup)('name.example', { all }, (error, ...found) => {
        if (error) reject(error);
        else resolve(found);
      });
    });

  it('is connected to at its public addresses only', async () => {
    const mixed = resolving('10.0.0.1', '8.8.8.8', '::1', '2a00:1450::1');
    const [first, second] = [
      { address: '8.8.8.8', family: 4 },
      { address: '2a00:1450::1', family: 6 },
    ];
    expect(await lookUp(mixed, true)).toEqual([[first, second]]);
    expect(await lookUp(mixed, false)).toEqual(['8.8.8.8', 4]);
  });

  it.each([
    ['no public address', resolving('127.0.0.1', '::ffff:10.0.0.1')],
    ['no address', resolving()],
  ])('with %s is refused', async (_, lookup) => {
    await expect(lookUp(lookup, true)).rejects.toThrow(NotPublicError);
  });

  it('that does not resolve fails as it always does', async () => {
    const error = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' });
    const failing: LookupFunction = (_, __, callback) => {
      callback(error, []);
    };
    await expect(lookUp(failing, true)).rejects.toBe(error);
  });
});
