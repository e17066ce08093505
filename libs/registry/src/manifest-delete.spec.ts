import type { Target } from '@cip/oci';
import { buildImage, type RegistryOptions, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createRegistry, type Registry, RegistryError } from './index.js';

let server: TestRegistry;
let client: Registry;

async function start(options: RegistryOptions = {}): Promise<void> {
  server = await startRegistry({ verifyReferences: false, ...options });
  server.seed('team/app', image, ['v1', 'v2']);
  server.seed('team/app', other, ['v3']);
  const credentials = () => Promise.resolve({ kind: 'basic', ...user } as const);
  client = createRegistry({ rights: 'everything', retryDeadline: 3000, credentials });
}

afterEach(async () => {
  await client.close();
  await server.close();
});

const user = { username: 'user', password: 'secret' };
const image = buildImage('deleted');
const other = buildImage('kept');
const manifest = { descriptor: image.descriptor, bytes: image.bytes };
const { digest } = image.descriptor;
const kept = `team/app@${other.descriptor.digest},v3`;

const repository = (): Target => client.repository(`${server.host}/team/app`);
const methods = (): string[] => server.requests.map(({ method }) => method);

async function failureOf(work: Promise<unknown>): Promise<RegistryError> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (error instanceof RegistryError) return error;
  throw new Error('it did not fail as expected', { cause: error });
}

describe('delete', () => {
  it('of a digest: one DELETE, and the tags are gone too', async () => {
    await start();
    expect(await repository().delete(digest)).toBe(true);
    expect(server.digestSet()).toEqual([kept]);
    expect(methods()).toEqual(['DELETE']);
    expect(client.ledger.count('manifest-delete')).toBe(1);
  });

  it('of a tag: the manifest and its other tag stay', async () => {
    await start();
    expect(await repository().delete('v1')).toBe(true);
    expect(server.digestSet().sort()).toEqual([kept, `team/app@${digest},v2`].sort());
  });

  it.each([
    ['a digest', digest, 'nowhere/app'],
    ['a tag', 'v9', 'team/app'],
  ])('of %s that is not there', async (_, reference, path) => {
    await start();
    expect(await client.repository(`${server.host}/${path}`).delete(reference)).toBe(false);
  });

  it('of what is no reference: nothing is sent', async () => {
    await start();
    await expect(repository().delete('../v1')).rejects.toThrow();
    expect(server.requests).toHaveLength(0);
  });

  it.each([200, 204])('answered with %s is done', async (status) => {
    await start();
    server.fault({ action: 'status', status, match: { method: 'DELETE' } });
    expect(await repository().delete(digest)).toBe(true);
  });

  it('makes a kept manifest forgotten', async () => {
    await start();
    expect(await repository().fetchManifest(digest)).toBeDefined();
    await repository().delete(digest);
    expect(await repository().fetchManifest(digest)).toBeUndefined();
  });

  it('makes a manifest forgotten that was being read meanwhile', async () => {
    await start();
    const gate = server.gate({ method: 'GET', kind: 'manifest' });
    const arrived = new Promise<void>((resolve) => {
      server.onRequest(({ method }) => {
        if (method === 'GET') resolve();
      });
    });
    const early = repository().fetchManifest(digest);
    await arrived;
    await repository().delete(digest);
    server.seed('team/app', image);
    gate.open();
    expect(await early).toBeDefined();
    server.deleteManifest('team/app', digest);
    expect(await repository().fetchManifest(digest)).toBeUndefined();
  });
});

describe('a delete that is refused', () => {
  it.each([
    ['by digest', digest, 'does not allow deletes; its operator can'],
    ['by tag', 'v1', 'delete the manifest by digest, which takes its tags along'],
  ])('altogether, %s', async (_, reference, remedy) => {
    await start({ deletes: false });
    const error = await failureOf(repository().delete(reference));
    expect(error).toMatchObject({ code: 'REFUSED', status: 405, registryCode: 'UNSUPPORTED', attempts: 1 });
    expect(error.message).toContain(remedy);
    expect(server.digestSet()).toHaveLength(3);
  });

  it.each([
    ['GOOGLE_MANIFEST_DANGLING_TAG', 'delete its tags first'],
    ['GOOGLE_MANIFEST_DANGLING_PARENT_IMAGE', 'delete what refers to it first'],
    ['GOOGLE_MANIFEST_REFERRING_MANIFEST', 'delete what refers to it first'],
  ])('with %s', async (code, remedy) => {
    await start();
    const body = JSON.stringify({ errors: [{ code, message: 'still referenced' }] });
    server.fault({ action: 'status', status: 400, body, match: { method: 'DELETE' } });
    expect((await failureOf(repository().delete(digest))).message).toContain(remedy);
  });

  it('for lack of the right', async () => {
    await start();
    server.fault({ action: 'status', status: 403, match: { method: 'DELETE' } });
    const error = await failureOf(repository().delete(digest));
    expect(error).toMatchObject({ code: 'DENIED' });
    expect(error.message).toContain('no credentials were sent');
  });

  it('by a page for people: it is no answer of a registry', async () => {
    await start();
    const page = { headers: { 'content-type': 'text/html' }, body: '<html></html>' };
    server.fault({ action: 'status', status: 404, ...page, match: { method: 'DELETE' } });
    expect(await failureOf(repository().delete(digest))).toMatchObject({ code: 'INVALID_ANSWER' });
  });

  it('may have been done: a kept manifest is forgotten', async () => {
    await start();
    await repository().fetchManifest(digest);
    server.fault({ action: 'status', status: 403, match: { method: 'DELETE' } });
    await failureOf(repository().delete(digest));
    server.deleteManifest('team/app', digest);
    expect(await repository().fetchManifest(digest)).toBeUndefined();
  });
});

describe('a delete whose answer', () => {
  it('is lost: the second attempt finds nothing, and that is done', async () => {
    await start();
    server.fault({ action: 'commit-then-reset', match: { method: 'DELETE' } });
    expect(await repository().delete(digest)).toBe(true);
    expect(methods()).toEqual(['DELETE', 'DELETE']);
    expect(server.digestSet()).toEqual([kept]);
  });

  it('says later: it is sent again', async () => {
    await start();
    server.fault({ action: 'status', status: 503, match: { method: 'DELETE' } });
    expect(await repository().delete(digest)).toBe(true);
    expect(methods()).toEqual(['DELETE', 'DELETE']);
  });
});

describe('the token for a delete', () => {
  const auth = { kind: 'bearer', user: 'user', password: 'secret' } as const;
  const scopes = (): (string | null)[] =>
    server.requests
      .filter(({ kind }) => kind === 'token')
      .map(({ url }) => new URL(url, 'http://x').searchParams.get('scope'));

  it('is asked for as the host wishes, and known from then on', async () => {
    await start({ auth });
    expect(await repository().delete('v1')).toBe(true);
    expect(await repository().delete(digest)).toBe(true);
    expect(scopes()).toEqual(['repository:team/app:delete']);
  });

  it('covers what registries may call the right, where nobody asked yet', async () => {
    await start({ auth });
    await client.repository(`${server.host}/team/other`).resolve('v1');
    expect(await repository().delete(digest)).toBe(true);
    expect(scopes()).toEqual(['repository:team/other:pull', 'repository:team/app:delete,pull,push']);
    expect(server.count({ status: 401 })).toBe(1);
  });

  it('that does not grant it: one more attempt, then an error', async () => {
    await start({ auth: { ...auth, permit: (_, action) => action !== 'delete' } });
    await repository().resolve('v1');
    const error = await failureOf(repository().delete(digest));
    expect(error).toMatchObject({ code: 'UNAUTHORIZED', attempts: 1 });
    expect(server.digestSet()).toHaveLength(3);
  });
});

describe('retag', () => {
  it('moves a tag in one PUT, without looking', async () => {
    await start();
    await repository().retag(manifest, 'v3');
    expect(methods()).toEqual(['PUT']);
    expect(server.snapshot()['team/app']?.tags['v3']).toBe(digest);
    expect(server.manifest('team/app', other.descriptor.digest)).toBeDefined();
  });

  it('whose answer is lost is sent again', async () => {
    await start();
    server.fault({ action: 'commit-then-reset', match: { method: 'PUT' } });
    await repository().retag(manifest, 'v3');
    expect(methods()).toEqual(['PUT', 'PUT']);
  });

  it('finds out that the registry stored something else', async () => {
    await start();
    server.fault({ action: 'wrong-digest', match: { method: 'PUT' } });
    expect(await failureOf(repository().retag(manifest, 'v3'))).toMatchObject({ code: 'INVALID_ANSWER' });
  });
});

describe('the rights to everything', () => {
  it('are no others than the methods that the object has', async () => {
    await start();
    const writer = createRegistry({ rights: 'write-once' });
    const methods = Object.keys(writer.repository(`${server.host}/team/app`));
    expect(methods).not.toContain('delete');
    expect(methods).not.toContain('retag');
    await writer.close();
  });
});
