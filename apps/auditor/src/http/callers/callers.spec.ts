import { rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, pushOfImage } from '../fixtures.js';
import { nobody } from './caller-check.js';
import {
  audience,
  certificates,
  forgedToken,
  seconds,
  serviceAccount,
  token,
  unsignedToken,
} from './fixtures.js';
import { googleCaller } from './google-caller.js';
import { secretCaller } from './secret-caller.js';

let server: Server;
let certificatesUrl: string;
let requests = 0;
let answer: { readonly status: number; readonly body: string };

beforeEach(async () => {
  requests = 0;
  answer = { status: 200, body: certificates };
  server = createServer((_request, response) => {
    requests += 1;
    const headers = { 'content-type': 'application/json', 'cache-control': 'max-age=3600' };
    response.writeHead(answer.status, headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  certificatesUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/certs`;
});

afterEach(() => server.close());

describe('a push with a token', () => {
  const [head, body] = token().split('.');

  it.each<[string, string | undefined, number, string | undefined]>([
    ['of Google for the service account', `Bearer ${token()}`, 200, undefined],
    ['whose scheme is written in small letters', `bearer ${token()}`, 200, undefined],
    ['of the other name of the issuer', claims({ iss: 'accounts.google.com' }), 200, undefined],
    ['that ended a minute ago', claims({ exp: seconds() - 60 }), 200, undefined],
    ['that is valid in a minute', claims({ nbf: seconds() + 60 }), 200, undefined],
    ['that is not valid yet', claims({ nbf: seconds() + 1800 }), 401, 'not-believed'],
    ['that says by no number when it is', claims({ nbf: 'tomorrow' }), 401, 'not-believed'],
    ['that is not there', undefined, 401, 'no-credentials'],
    ['of another scheme', 'Basic dTpw', 401, 'no-credentials'],
    ['that is no token', 'Bearer secret', 401, 'not-believed'],
    ['that is forged', `Bearer ${forgedToken()}`, 401, 'not-believed'],
    ['that is not signed', `Bearer ${unsignedToken()}`, 401, 'not-believed'],
    ['whose signature is empty', `Bearer ${head}.${body}.`, 401, 'not-believed'],
    ['signed by a stranger', `Bearer ${token({ signer: 'stranger' })}`, 401, 'not-believed'],
    ['of an unknown key', `Bearer ${token({ header: { kid: 'two' } })}`, 401, 'not-believed'],
    [
      'of a key named like a method',
      `Bearer ${token({ header: { kid: '__proto__' } })}`,
      401,
      'not-believed',
    ],
    ['that is expired', claims({ exp: seconds() - 3600 }), 401, 'not-believed'],
    ['that never expires', claims({ exp: undefined }), 401, 'not-believed'],
    ['of the future', claims({ iat: seconds() + 3600, exp: seconds() + 7200 }), 401, 'not-believed'],
    ['for another audience', claims({ aud: 'https://other.example' }), 403, 'somebody-else'],
    ['of another service account', claims({ email: 'other@project.example' }), 403, 'somebody-else'],
    ['whose address is not verified', claims({ email_verified: false }), 403, 'somebody-else'],
    ['of another issuer', claims({ iss: 'https://issuer.example' }), 403, 'somebody-else'],
  ])('%s', async (_, authorization, status, reason) => {
    const { app, auditor, counted, lines } = world();
    const response = await app.inject({
      method: 'POST',
      url: '/events/pubsub',
      headers: { ...(authorization !== undefined && { authorization }) },
      payload: pushOfImage,
    });
    expect(response.statusCode).toBe(status);
    expect(auditor.received).toHaveLength(status === 200 ? 1 : 0);
    expect(await counted()).toEqual(reason === undefined ? {} : { [`UNPROVEN/${reason}`]: 1 });
    expect(lines).toHaveLength(reason === undefined ? 0 : 1);
    expect(response.body).not.toContain(authorization ?? 'Bearer');
    expect(response.headers['www-authenticate']).toBe(status === 401 ? 'Bearer' : undefined);
  });

  it('certificates are fetched once for many', async () => {
    const { app } = world();
    const headers = { authorization: `Bearer ${token()}` };
    const send = () => app.inject({ method: 'POST', url: '/', headers, payload: pushOfImage });
    const responses = await Promise.all(Array.from({ length: 20 }, send));
    responses.push(await send());
    expect(new Set(responses.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(requests).toBe(1);
  });

  it.each([
    ['refused', 404, '{}'],
    ['no certificates', 200, 'null'],
  ])('nobody is refused while the certificates are %s, and they must come again', async (_, status, text) => {
    answer = { status, body: text };
    const { app, counted } = world();
    const response = await app.inject({
      method: 'POST',
      url: '/',
      headers: { authorization: `Bearer ${token()}` },
      payload: pushOfImage,
    });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(await counted()).toEqual({ 'UNPROVEN/not-checked': 1 });
  });

  it('those who are refused are logged at a limited rate', async () => {
    const { app, lines } = world();
    for (let i = 0; i < 50; i += 1) await app.inject({ method: 'POST', url: '/', payload: pushOfImage });
    expect(lines).toEqual(['warn a request was turned away']);
  });
});

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

describe('a bearer secret', () => {
  it.each([
    ['the right one', 'Bearer s3cret-value', 'proven'],
    ['another one', 'Bearer s3cret-valuE', 'refused'],
    ['a longer one', 'Bearer s3cret-value1', 'refused'],
    ['no bearer', 'Basic s3cret-value', 'refused'],
    ['nothing', undefined, 'refused'],
  ])('%s', async (_, authorization, kind) => {
    const { check } = await secretFile('s3cret-value\n');
    expect((await check(authorization)).kind).toBe(kind);
  });

  it('a new one counts within a second, and an empty one never', async () => {
    const { check, file, pass } = await secretFile('first');
    await replace(file, 'second');
    expect((await check('Bearer second')).kind).toBe('refused');
    pass(1000);
    expect((await check('Bearer second')).kind).toBe('proven');
    expect((await check('Bearer first')).kind).toBe('refused');
    for (const change of [() => replace(file, '\n'), () => rm(file)]) {
      await change();
      pass(1000);
      expect((await check('Bearer second')).kind).toBe('proven');
    }
  });

  it.each([
    ['is empty', ''],
    ['holds more than a header can', 'two words'],
  ])('a file that %s is refused at the start', async (_, text) => {
    await expect(secretFile(text)).rejects.toThrow('--distribution-secret-file');
  });

  it('a file that does not exist is refused at the start', () => {
    expect(() => secretCaller({ file: '/nowhere/secret' })).toThrow('it cannot be read');
  });
});

it('a way in that is not in use is closed', async () => {
  expect(await nobody(undefined)).toMatchObject({ kind: 'refused', status: 401 });
});

function world() {
  const check = googleCaller({ audience, serviceAccount, certificatesUrl });
  return createWorld({ callers: { pubsub: check, distribution: nobody } });
}

function claims(more: object): string {
  return `Bearer ${token({ claims: more })}`;
}

async function secretFile(text: string) {
  const file = path.join(await folders.create(), 'secret');
  await writeFile(file, text);
  let now = 0;
  const pass = (time: number): void => {
    now += time;
  };
  return { check: secretCaller({ file, clock: () => now }), file, pass };
}

async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}
