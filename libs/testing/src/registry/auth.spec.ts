import { describe, expect, it } from 'vitest';
import { buildImage } from '../images/build-image.js';
import type { BearerAuthOptions } from './auth-options.js';
import { startRegistry } from './start-registry.js';
import type { TestRegistry } from './test-registry.js';

const image = buildImage('auth');
const basic = `Basic ${Buffer.from('user:secret').toString('base64')}`;
const user = { user: 'user', password: 'secret' };

const withHeader = (authorization: string): RequestInit => ({ headers: { authorization } });

async function bearerRegistry(options: Partial<BearerAuthOptions> = {}, now?: () => number) {
  const registry = await startRegistry({
    auth: { kind: 'bearer', ...user, ...options },
    ...(now && { now }),
  });
  registry.seed('some/image', image, ['v1']);
  return registry;
}

async function tokenFor(registry: TestRegistry, scope: string, init: RequestInit = withHeader(basic)) {
  const answer = await fetch(
    `http://${registry.host}/token?${new URLSearchParams({ scope }).toString()}`,
    init,
  );
  return ((await answer.json()) as { token: string }).token;
}

async function pull(registry: TestRegistry, authorization?: string): Promise<Response> {
  const init = authorization === undefined ? {} : withHeader(authorization);
  return fetch(`http://${registry.host}/v2/some/image/manifests/v1`, init);
}

describe('basic authentication', () => {
  it.each([
    ['no credentials', undefined, 401],
    ['a wrong password', `Basic ${Buffer.from('user:wrong').toString('base64')}`, 401],
    ['the right ones', basic, 200],
  ])('with %s', async (_, authorization, status) => {
    await using registry = await startRegistry({ auth: { kind: 'basic', ...user } });
    registry.seed('some/image', image, ['v1']);
    const answer = await pull(registry, authorization);
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
  });

  it('may leave reads open, and never writes', async () => {
    await using registry = await startRegistry({ auth: { kind: 'basic', ...user, anonymousPull: true } });
    registry.seed('some/image', image, ['v1']);
    expect((await pull(registry)).status).toBe(200);
    const post = await fetch(`http://${registry.host}/v2/some/image/blobs/uploads/`, { method: 'POST' });
    expect(post.status).toBe(401);
  });
});

describe('bearer authentication', () => {
  it('challenges with realm, service and the scope that is needed', async () => {
    await using registry = await bearerRegistry();
    const challenge = (path: string, method: string) =>
      fetch(`http://${registry.host}${path}`, { method }).then(({ headers }) =>
        headers.get('www-authenticate'),
      );
    const start = `Bearer realm="http://${registry.host}/token",service="${registry.host}"`;
    expect(await challenge('/v2/', 'GET')).toBe(start);
    expect(await challenge('/v2/a/b/manifests/v1', 'GET')).toBe(`${start},scope="repository:a/b:pull"`);
    expect(await challenge('/v2/a/b/manifests/v1', 'PUT')).toBe(`${start},scope="repository:a/b:pull,push"`);
    expect(await challenge('/v2/a/b/manifests/v1', 'DELETE')).toBe(`${start},scope="repository:a/b:delete"`);
    expect(await challenge('/v2/a/blobs/uploads/?mount=sha256:0&from=b', 'POST')).toBe(
      `${start},scope="repository:a:pull,push repository:b:pull"`,
    );
  });

  it.each([
    ['a GET with basic credentials', '', { headers: { authorization: basic } }],
    [
      'a POST with a password',
      'grant_type=password&username=user&password=secret&scope=repository:some/image:pull',
      { method: 'POST' },
    ],
    [
      'a POST with a refresh token',
      'grant_type=refresh_token&refresh_token=renew&scope=repository:some/image:pull',
      { method: 'POST' },
    ],
  ])('gives a token to %s', async (_, form, init) => {
    await using registry = await bearerRegistry({ refreshToken: 'renew' });
    const body = form === '' ? {} : { body: new URLSearchParams(form) };
    const answer = await fetch(`http://${registry.host}/token?scope=repository:some/image:pull`, {
      ...init,
      ...body,
    });
    const { token, access_token: same } = (await answer.json()) as Record<string, string>;
    expect(same).toBe(token);
    expect((await pull(registry, `Bearer ${token}`)).status).toBe(200);
    expect(registry.count({ kind: 'token' })).toBe(1);
    expect(registry.writes).toBe(0);
  });

  it('refuses a wrong password with 401', async () => {
    await using registry = await bearerRegistry();
    const wrong = withHeader(`Basic ${Buffer.from('user:wrong').toString('base64')}`);
    expect((await fetch(`http://${registry.host}/token`, wrong)).status).toBe(401);
  });

  it.each([
    ['a token for another repository', 'repository:other/image:pull', {}, 'insufficient_scope'],
    ['a token for another action', 'repository:some/image:push', {}, 'insufficient_scope'],
    [
      'a token that was cut down',
      'repository:some/image:pull',
      { permit: () => false },
      'insufficient_scope',
    ],
  ])('refuses %s', async (_, scope, options, error) => {
    await using registry = await bearerRegistry(options);
    const answer = await pull(registry, `Bearer ${await tokenFor(registry, scope)}`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain(`error="${error}"`);
  });

  it('refuses a token when its life is over', async () => {
    let now = 0;
    await using registry = await bearerRegistry({ lifetime: 2000 }, () => now);
    const token = await tokenFor(registry, 'repository:some/image:pull');
    now = 1999;
    expect((await pull(registry, `Bearer ${token}`)).status).toBe(200);
    now = 2000;
    const late = await pull(registry, `Bearer ${token}`);
    expect(late.headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('refuses every token after they were revoked', async () => {
    await using registry = await bearerRegistry();
    const token = await tokenFor(registry, 'repository:some/image:pull');
    expect((await pull(registry, `Bearer ${token}`)).status).toBe(200);
    registry.revokeTokens();
    expect((await pull(registry, `Bearer ${token}`)).status).toBe(401);
  });

  it.each([
    [true, 200],
    [false, 401],
  ])('with anonymousPull %s answers an anonymous read with %s', async (anonymousPull, status) => {
    await using registry = await bearerRegistry({ anonymousPull });
    const token = await tokenFor(registry, 'repository:some/image:pull,push', {});
    expect((await pull(registry, `Bearer ${token}`)).status).toBe(status);
    const push = await fetch(`http://${registry.host}/v2/some/image/blobs/uploads/`, {
      method: 'POST',
      ...withHeader(`Bearer ${token}`),
    });
    expect(push.status).toBe(401);
  });
});
