import { TagMovedError, type WriteOnceTarget } from '@cip/oci';
import { buildImage, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, type WriteOnceRegistry } from './index.js';

let server: TestRegistry;
let client: WriteOnceRegistry;

beforeEach(async () => {
  server = await startRegistry({ verifyReferences: false });
  client = createRegistry({ rights: 'write-once', retryDeadline: 3000 });
});

afterEach(async () => {
  await client.close();
  await server.close();
});

const image = buildImage('pushed');
const other = buildImage('other');
const manifest = { descriptor: image.descriptor, bytes: image.bytes };
const { digest } = image.descriptor;

const repository = (): WriteOnceTarget => client.repository(`${server.host}/team/app`);
const methods = (): string[] => server.requests.map(({ method }) => method);

describe('pushing a manifest', () => {
  it('by digest: one PUT', async () => {
    expect(await repository().pushManifest(manifest)).toBe('written');
    expect(server.digestSet()).toEqual([`team/app@${digest},-`]);
    expect(methods()).toEqual(['PUT']);
  });

  it('with a tag that was just seen absent: one PUT', async () => {
    expect(await repository().pushManifest(manifest, { tag: 'v1', tagAbsentAt: Date.now() })).toBe('written');
    expect(server.digestSet()).toEqual([`team/app@${digest},v1`]);
    expect(methods()).toEqual(['PUT']);
  });

  it.each([
    ['never', undefined],
    ['long ago', Date.now() - 61_000],
  ])('with a tag that was %s seen absent: the tag is read first', async (_, tagAbsentAt) => {
    const options = { tag: 'v1', ...(tagAbsentAt !== undefined && { tagAbsentAt }) };
    expect(await repository().pushManifest(manifest, options)).toBe('written');
    expect(methods()).toEqual(['HEAD', 'PUT']);
  });

  it('that the registry says has another digest: again, and refused when it keeps to that', async () => {
    const body = JSON.stringify({ errors: [{ code: 'DIGEST_INVALID', message: 'did not match' }] });
    const fault = { action: 'status', status: 400, body } as const;
    const match = { kind: 'manifest', method: 'PUT' } as const;
    server.fault({ ...fault, match: { ...match, times: 2 } });
    expect(await repository().pushManifest(manifest)).toBe('written');
    expect(methods()).toEqual(['PUT', 'PUT', 'PUT']);
    server.resetCounts();
    server.fault({ ...fault, match: { ...match, times: Infinity } });
    await expect(repository().pushManifest(manifest)).rejects.toMatchObject({
      registryCode: 'DIGEST_INVALID',
    });
    expect(methods()).toHaveLength(4);
  });

  it('with foreign layers that the registry answers 500 to: refused after four tries', async () => {
    const foreign = buildImage('foreign', { foreignLayers: 1 });
    server.fault({ action: 'status', status: 500, match: { method: 'PUT', times: Infinity } });
    const patient = createRegistry({ rights: 'write-once', retryDeadline: 3_600_000 });
    try {
      const pushing = patient
        .repository(`${server.host}/team/app`)
        .pushManifest({ descriptor: foreign.descriptor, bytes: foreign.bytes });
      await expect(pushing).rejects.toMatchObject({
        code: 'REFUSED',
        status: 500,
        retryable: false,
        attempts: 4,
      });
    } finally {
      await patient.close();
    }
    expect(methods()).toEqual(['PUT', 'PUT', 'PUT', 'PUT']);
  });

  it('with a tag that is there: nothing is written', async () => {
    server.seed('team/app', image, ['v1']);
    expect(await repository().pushManifest(manifest, { tag: 'v1' })).toBe('existing');
    expect(server.writes).toBe(0);
  });

  it('with a tag that has another digest: refuses, and nothing is written', async () => {
    server.seed('team/app', other, ['v1']);
    const error: unknown = await repository()
      .pushManifest(manifest, { tag: 'v1' })
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TagMovedError);
    expect(error).toMatchObject({ tag: 'v1', present: other.descriptor.digest, wanted: digest });
    expect(server.writes).toBe(0);
  });

  it('the answer is lost: the tag is read, and found written', async () => {
    server.fault({ action: 'commit-then-reset', match: { method: 'PUT' } });
    expect(await repository().pushManifest(manifest, { tag: 'v1', tagAbsentAt: Date.now() })).toBe('written');
    expect(methods()).toEqual(['PUT', 'HEAD']);
  });

  it('somebody else writes the tag before the second attempt: it is not moved', async () => {
    server.fault({
      action: 'respond',
      match: { method: 'PUT' },
      respond: () => {
        server.seed('team/app', other, ['v1']);
        return { status: 500, headers: {}, body: new Uint8Array() };
      },
    });
    const pushing = repository().pushManifest(manifest, { tag: 'v1', tagAbsentAt: Date.now() });
    await expect(pushing).rejects.toThrow(TagMovedError);
    expect(server.digestSet()).toEqual([`team/app@${other.descriptor.digest},v1`]);
  });

  it('the registry stored something else: an error', async () => {
    server.fault({ action: 'wrong-digest', match: { method: 'PUT' } });
    await expect(repository().pushManifest(manifest)).rejects.toMatchObject({ code: 'INVALID_ANSWER' });
  });

  it('a refusal carries what the registry says', async () => {
    const body = JSON.stringify({
      errors: [{ code: 'MANIFEST_BLOB_UNKNOWN', message: 'a layer is missing' }],
    });
    server.fault({ action: 'status', status: 400, body, match: { method: 'PUT' } });
    const pushing = repository().pushManifest(manifest);
    await expect(pushing).rejects.toMatchObject({ registryCode: 'MANIFEST_BLOB_UNKNOWN', attempts: 1 });
    await expect(pushing).rejects.toThrow('a layer is missing');
  });
});

describe('rights', () => {
  it('a read-only repository has no method that writes', async () => {
    const reader = createRegistry();
    const methods = Object.keys(reader.repository(`${server.host}/team/app`));
    expect(methods).not.toContain('pushManifest');
    expect(methods).not.toContain('openUpload');
    await reader.close();
  });
});
