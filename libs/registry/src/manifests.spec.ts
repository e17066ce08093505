import { digestOf, DigestMismatchError, mediaTypes } from '@cip/oci';
import { buildImage, buildSchema1, type FaultScript, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, type ReadOnlyRegistry } from './index.js';

let server: TestRegistry;
let client: ReadOnlyRegistry;

beforeEach(async () => {
  server = await startRegistry();
  client = createRegistry({ retryDeadline: 3000, idleTimeout: 1000 });
});

afterEach(async () => {
  await client.close();
  await server.close();
});

const repository = () => client.repository(`${server.host}/team/app`);
const image = buildImage('reading');
const { mediaType, digest, size } = image.descriptor;
const manifest = { descriptor: { mediaType, digest, size }, bytes: image.bytes };

describe('reading a manifest', () => {
  beforeEach(() => {
    server.seed('team/app', image, ['v1']);
  });

  it('gives bytes, digest, size and type by tag and by digest', async () => {
    expect(await repository().fetchManifest('v1')).toEqual(manifest);
    expect(await repository().fetchManifest(digest)).toEqual(manifest);
    expect(await repository().resolve('v1')).toEqual(manifest.descriptor);
  });

  it('asks once for a digest that is read again, or by many at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => repository().fetchManifest(digest)));
    await repository().fetchManifest(digest);
    expect(server.requests).toHaveLength(1);
  });

  it('says absent when the registry does, and asks again next time', async () => {
    const other = digestOf(Buffer.from('nothing'));
    expect(await repository().fetchManifest(other)).toBeUndefined();
    expect(await repository().fetchManifest(other)).toBeUndefined();
    expect(await repository().resolve('none')).toBeUndefined();
    expect(server.requests).toHaveLength(3);
  });

  const oneRetry: readonly [string, Omit<FaultScript, 'match'>][] = [
    ['the connection is reset', { action: 'reset' }],
    ['the body is cut', { action: 'truncate' }],
    ['the body breaks off', { action: 'reset-body', after: 10 }],
    ['the body stalls', { action: 'stall', after: 10 }],
    ['one bit is wrong', { action: 'corrupt' }],
    ['the answer is 503', { action: 'status', status: 503 }],
    ['the answer is 500', { action: 'status', status: 500 }],
    ['the answer is 408', { action: 'status', status: 408 }],
    ['the answer is 429 and asks for no time', { action: 'status', status: 429 }],
  ] as [string, Omit<FaultScript, 'match'>][];
  it.each(oneRetry)('%s: is read again', async (_, fault) => {
    server.fault({ ...fault, match: { kind: 'manifest' } } as FaultScript);
    expect(await repository().fetchManifest(digest)).toEqual(manifest);
    expect(server.requests).toHaveLength(2);
    expect(client.ledger.hosts()).toMatchObject([{ host: server.host, total: 2, retries: 1 }]);
  });

  it('right digest header, wrong body: gives up after three attempts', async () => {
    server.fault({ action: 'corrupt', match: { kind: 'manifest', times: Infinity } });
    await expect(repository().fetchManifest('v1')).rejects.toThrow(DigestMismatchError);
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['a page of HTML', { action: 'garbage' }, 'INVALID_ANSWER'],
    ['a length of ten gigabytes', { action: 'huge-length' }, 'TOO_LARGE'],
    ['403', { action: 'status', status: 403 }, 'DENIED'],
    ['400', { action: 'status', status: 400 }, 'REFUSED'],
    ['501', { action: 'status', status: 501 }, 'UNAVAILABLE'],
    [
      '404 with a page of HTML',
      { action: 'status', status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' },
      'INVALID_ANSWER',
    ],
    [
      '404 with the text of a proxy',
      { action: 'status', status: 404, headers: { 'content-type': 'text/plain' }, body: 'not found' },
      'INVALID_ANSWER',
    ],
  ] as const)('%s: fails at once, and is not absence', async (_, fault, code) => {
    server.fault({ ...fault, match: { kind: 'manifest' } });
    await expect(repository().fetchManifest('v1')).rejects.toMatchObject({ code, host: server.host });
    expect(server.requests).toHaveLength(1);
  });

  it('a body without length is cut at the cap', async () => {
    const small = createRegistry({ limits: { manifestBytes: 100 } });
    const read = small.repository(`${server.host}/team/app`).fetchManifest('v1');
    await expect(read).rejects.toMatchObject({ code: 'TOO_LARGE' });
    await small.close();
  });

  it('HEAD without a digest: the manifest itself is read', async () => {
    server.fault({
      action: 'status',
      status: 200,
      headers: { 'content-type': image.descriptor.mediaType },
      match: { method: 'HEAD' },
    });
    expect(await repository().resolve('v1')).toEqual(manifest.descriptor);
    expect(server.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET']);
  });

  it('gives up at the deadline, and says how often it tried', async () => {
    server.fault({ action: 'status', status: 500, match: { times: Infinity } });
    const error: unknown = await repository()
      .fetchManifest('v1')
      .catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'UNAVAILABLE', retryable: true, status: 500 });
    expect(error).toMatchObject({ attempts: server.requests.length });
  });
});

describe('schema 1', () => {
  it('unsigned: passes by digest', async () => {
    const old = buildSchema1('old');
    server.seed('team/app', old, ['old']);
    expect(await repository().fetchManifest('old')).toEqual({ descriptor: old.descriptor, bytes: old.bytes });
  });

  it('signed: the digest is that of the payload', async () => {
    const payload = Buffer.from('{\n   "schemaVersion": 1,\n   "name": "old"\n}');
    const bytes = signed(payload);
    server.fault({
      action: 'respond',
      match: {},
      respond: () => ({
        status: 200,
        headers: { 'content-type': mediaTypes.dockerSchema1Signed },
        body: bytes,
      }),
    });
    const read = await repository().fetchManifest(digestOf(payload));
    expect(read?.descriptor).toMatchObject({ digest: digestOf(payload), size: bytes.byteLength });
  });
});

/** A JSON web signature around the payload, as Docker 1.x made it: pasted in before the last brace. */
function signed(payload: Buffer): Buffer {
  const end = payload.byteLength - 2;
  const tail = payload.subarray(end).toString('base64url');
  const frame = Buffer.from(JSON.stringify({ formatLength: end, formatTail: tail })).toString('base64url');
  const signatures = `,\n   "signatures": [{"signature": "x", "protected": "${frame}"}]\n}`;
  return Buffer.concat([payload.subarray(0, end), Buffer.from(signatures)]);
}
