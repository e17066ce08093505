import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { inspect } from 'node:util';
import { createServiceClient } from '@cip/registry';
import { TemporaryFolders } from '@cip/testing';
import { Impersonated, OAuth2Client } from 'google-auth-library';
import { afterAll, describe, expect, it } from 'vitest';
import { readIdentityToken } from './identity-token.js';
import { fileToken, githubToken, googleToken } from './token-sources.js';

const folders = new TemporaryFolders();
const client = createServiceClient({ retryDeadline: 100 });
afterAll(async () => {
  await client.close();
  await folders.remove();
});

interface Asked {
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

/** A server that gives one answer to everything. */
async function answering(
  status: number,
  body: object,
): Promise<{ url: string; asked: Asked[] } & AsyncDisposable> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      const { url = '', headers } = request;
      asked.push({
        url,
        authorization: headers.authorization ?? '',
        body: Buffer.concat(chunks as Buffer[]).toString(),
      });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

describe('a file', () => {
  it('is read again each time', async () => {
    const file = path.join(await folders.create(), 'token');
    const token = fileToken(file);
    await writeFile(file, 'first\n');
    expect(await token({})).toBe('first');
    await writeFile(file, 'second\n');
    expect(await token({})).toBe('second');
  });

  it('that is not there is an error about the token', async () => {
    await expect(fileToken('/nowhere/token')({})).rejects.toMatchObject({
      name: 'SigningError',
      code: 'TOKEN',
    });
  });
});

describe('GitHub Actions', () => {
  const environment = (url: string): Record<string, string> => ({
    ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  });

  it('is asked for a token for Sigstore', async () => {
    await using actions = await answering(200, { value: 'the-token' });
    expect(await githubToken(environment(actions.url), client)({})).toBe('the-token');
    expect(actions.asked).toEqual([
      { url: '/token?api-version=2.0&audience=sigstore', authorization: 'Bearer request-token', body: '' },
    ]);
  });

  it('that offers none needs a permission', async () => {
    await expect(githubToken({}, client)({})).rejects.toThrow(/"id-token: write"/);
  });

  it.each([
    ['refuses', 403, { message: 'request-token may not' }],
    ['gives none', 200, {}],
  ])('that %s is an error without what was sent', async (_, status, body) => {
    await using actions = await answering(status, body);
    const asking = githubToken(environment(actions.url), client)({});
    await expect(asking).rejects.toMatchObject({ code: 'TOKEN' });
    await expect(asking).rejects.not.toThrow(/request-token/);
  });
});

describe('Google', () => {
  const account = 'krel-trust@k8s-releng-prod.iam.gserviceaccount.com';

  function impersonating(endpoint: string): Impersonated {
    const sourceClient = new OAuth2Client();
    sourceClient.setCredentials({ access_token: 'access-token', expiry_date: Date.now() + 3_600_000 });
    return new Impersonated({ sourceClient, targetPrincipal: account, targetScopes: [], endpoint });
  }

  it('is asked for a token of the account for Sigstore, with its address', async () => {
    await using iam = await answering(200, { token: 'the-token' });
    const token = googleToken(account, () => Promise.resolve(impersonating(iam.url)));
    expect(await token({})).toBe('the-token');
    const [request] = iam.asked;
    expect(request).toMatchObject({
      url: `/v1/projects/-/serviceAccounts/${account}:generateIdToken`,
      authorization: 'Bearer access-token',
    });
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ audience: 'sigstore', includeEmail: true });
  });

  it('that refuses says what role is missing, and nothing that was sent', async () => {
    await using iam = await answering(403, { error: { code: 403, message: 'Permission denied' } });
    const asking = googleToken(account, () => Promise.resolve(impersonating(iam.url)))({});
    await expect(asking).rejects.toMatchObject({ code: 'TOKEN' });
    await expect(asking).rejects.toThrow(/Permission denied.*Token Creator/);
    const error = await asking.catch((one: unknown) => one);
    expect(inspect(error, { depth: 10 })).not.toContain('access-token');
  });
});

describe('a token', () => {
  const jwt = (claims: object): string => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

  it.each([
    ['a mail address', { email: 'a@b.example', email_verified: true, sub: '1' }, 'a@b.example'],
    [
      'a mail address, verified in words',
      { email: 'a@b.example', email_verified: 'true', sub: '1' },
      'a@b.example',
    ],
    ['a subject', { sub: 'repo:org/repo:ref:refs/heads/main' }, 'repo:org/repo:ref:refs/heads/main'],
  ])('with %s', (_, claims, subject) => {
    expect(readIdentityToken(jwt({ ...claims, exp: 12 }), 'it')).toMatchObject({
      subject,
      expiresAt: 12_000,
    });
  });

  it.each([
    ['no token', 'secret-text', /is not an identity token/],
    ['no claims', 'a.secret-text.c', /is not an identity token/],
    ['nobody', jwt({ note: 'secret-text' }), /names no subject/],
    ['an unverified address', jwt({ email: 'secret-text', sub: '1' }), /not verified/],
  ])('with %s is refused', (_, text, why) => {
    expect(() => readIdentityToken(text, 'the token')).toThrow(why);
    expect(() => readIdentityToken(text, 'the token')).not.toThrow(/secret-text/);
  });
});
