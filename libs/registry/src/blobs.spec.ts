import { type Descriptor, digestOf, DigestMismatchError } from '@cip/oci';
import { buildImage, type FaultScript, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, type ReadOnlyRegistry } from './index.js';

let server: TestRegistry;
let client: ReadOnlyRegistry;

beforeEach(async () => {
  server = await startRegistry();
  server.seed('team/app', image, ['v1']);
  client = createRegistry({ retryDeadline: 5000, idleTimeout: 1000 });
});

afterEach(async () => {
  await client.close();
  await server.close();
});

const image = buildImage('blobs', { layers: 1, layerSize: 2_000_000 });
const [digest, bytes] = [...image.blobs].sort(([, a], [, b]) => b.byteLength - a.byteLength)[0]!;
const blob: Descriptor = { mediaType: 'application/octet-stream', digest, size: bytes.byteLength };

const repository = () => client.repository(`${server.host}/team/app`);

async function read(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('reading a blob', () => {
  it('gives its bytes in one request', async () => {
    expect((await read(repository().fetchBlob(blob))).equals(bytes)).toBe(true);
    expect(server.requests).toHaveLength(1);
    expect(client.ledger.hosts()[0]?.bytesIn).toBe(blob.size);
  });

  it('gives the rest from an offset', async () => {
    const rest = await read(repository().fetchBlob(blob, { offset: 1_999_000 }));
    expect(rest.equals(bytes.subarray(1_999_000))).toBe(true);
    expect(server.blobBytesServed).toBe(blob.size - 1_999_000);
  });

  it('gives the rest also where the registry knows no such range', async () => {
    const match = { kind: 'blob', nth: 1 } as const;
    server.fault({ action: 'status', status: 416, match });
    const rest = await read(repository().fetchBlob(blob, { offset: 1_999_000 }));
    expect(rest.equals(bytes.subarray(1_999_000))).toBe(true);
  });

  it('says whether a blob is there', async () => {
    expect(await repository().hasBlob(blob)).toBe(true);
    expect(await repository().hasBlob({ ...blob, digest: digestOf(Buffer.from('other')) })).toBe(false);
  });

  it('does not take a page for people for a blob', async () => {
    server.fault({ action: 'garbage', match: { method: 'HEAD' } });
    await expect(repository().hasBlob(blob)).rejects.toMatchObject({ code: 'INVALID_ANSWER' });
  });

  it.each([
    ['the body breaks off', { action: 'reset-body', after: 500_000 }],
    ['the body stalls', { action: 'stall', after: 500_000 }],
    ['the body is cut', { action: 'truncate' }],
  ] as const)('%s: goes on from there', async (_, fault) => {
    server.fault({ ...fault, match: { kind: 'blob' } });
    expect((await read(repository().fetchBlob(blob))).equals(bytes)).toBe(true);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]?.headers.range).toMatch(/^bytes=[1-9][0-9]*-$/);
  });

  it('the server ignores the range: the bytes that are known are skipped', async () => {
    server.fault({ action: 'reset-body', after: 500_000, match: { kind: 'blob' } });
    const whole = { status: 200, headers: {}, body: bytes };
    server.fault({ action: 'respond', respond: () => whole, match: { kind: 'blob' } });
    expect((await read(repository().fetchBlob(blob))).equals(bytes)).toBe(true);
  });

  const wrong: readonly (readonly [string, FaultScript])[] = [
    ['one bit is wrong', { action: 'corrupt', match: { kind: 'blob' } }],
    [
      'another length is announced',
      {
        action: 'respond',
        respond: () => ({ status: 200, headers: {}, body: bytes.subarray(1) }),
        match: { kind: 'blob', times: Infinity },
      },
    ],
  ];
  it.each(wrong)('%s: the content is never handed out whole', async (_, fault) => {
    server.fault(fault);
    let got = 0;
    const reading = async (): Promise<void> => {
      for await (const chunk of repository().fetchBlob(blob)) got += chunk.byteLength;
    };
    await expect(reading()).rejects.toThrow(DigestMismatchError);
    expect(got).toBeLessThan(blob.size);
  });

  it('absent: an error that says so', async () => {
    const other = { ...blob, digest: digestOf(Buffer.from('other')) };
    await expect(read(repository().fetchBlob(other))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      status: 404,
    });
  });

  it('leaving the iteration gives the slot back', async () => {
    const narrow = createRegistry({ concurrency: 1 });
    for (let i = 0; i < 3; i++) {
      for await (const chunk of narrow.repository(`${server.host}/team/app`).fetchBlob(blob)) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        break;
      }
    }
    expect(server.requests).toHaveLength(3);
    await narrow.close();
  });

  it('a consumer that is slower than the idle timeout is no stall', async () => {
    const hasty = createRegistry({ idleTimeout: 200 });
    let slow = true;
    const chunks: Uint8Array[] = [];
    for await (const chunk of hasty.repository(`${server.host}/team/app`).fetchBlob(blob)) {
      chunks.push(chunk);
      const until = Date.now() + (slow ? 500 : 0);
      await expect.poll(() => Date.now() >= until, { interval: 5 }).toBe(true);
      slow = false;
    }
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
    expect(server.requests).toHaveLength(1);
    await hasty.close();
  });
});

describe('redirects', () => {
  it('to another host: followed, without the credentials', async () => {
    await using storage = await startRegistry();
    storage.seed('team/app', image);
    await using guarded = await startRegistry({ auth: { kind: 'basic', user: 'u', password: 'p' } });
    const location = ({ url }: { url: string }): string => `http://${storage.host}${url}`;
    guarded.fault({ action: 'redirect', location, match: { kind: 'blob', nth: 2, times: Infinity } });
    const credentials = () => Promise.resolve({ kind: 'basic', username: 'u', password: 'p' } as const);
    const registry = createRegistry({ credentials });
    const stream = registry.repository(`${guarded.host}/team/app`).fetchBlob(blob);
    expect((await read(stream)).equals(bytes)).toBe(true);
    expect(guarded.requests.map(({ authorized }) => authorized)).toEqual([false, true]);
    expect(storage.requests.map(({ authorized }) => authorized)).toEqual([false]);
    expect(registry.ledger.hosts().map(({ host }) => host)).toContain(storage.host);
    await registry.close();
  });

  it('to a host that asks for credentials: it gets none, and neither does the registry in its name', async () => {
    await using storage = await startRegistry({ auth: { kind: 'basic', user: 'u', password: 'p' } });
    storage.seed('team/app', image);
    const location = ({ url }: { url: string }): string => `http://${storage.host}${url}`;
    server.fault({ action: 'redirect', location, match: { kind: 'blob', times: Infinity } });
    const credentials = () => Promise.resolve({ kind: 'basic', username: 'u', password: 'p' } as const);
    const registry = createRegistry({ credentials });
    const stream = registry.repository(`${server.host}/team/app`).fetchBlob(blob);
    await expect(read(stream)).rejects.toMatchObject({ status: 401 });
    expect(storage.requests.map(({ authorized }) => authorized)).toEqual([false]);
    expect(server.requests.map(({ authorized }) => authorized)).toEqual([false]);
    await registry.close();
  });

  it('that are refused give their slots back', async () => {
    const narrow = createRegistry({ concurrency: 1 });
    const location = 'ftp://elsewhere.example/';
    server.fault({ action: 'redirect', location, match: { times: 3 } });
    const target = narrow.repository(`${server.host}/team/app`);
    for (let i = 0; i < 3; i++) {
      await expect(target.hasBlob(blob)).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    }
    expect(await target.hasBlob(blob)).toBe(true);
    await narrow.close();
  });

  it('without end: stopped after five', async () => {
    const location = ({ url }: { url: string }): string => url;
    server.fault({ action: 'redirect', location, match: { times: Infinity } });
    await expect(read(repository().fetchBlob(blob))).rejects.toMatchObject({ code: 'INVALID_ANSWER' });
    expect(server.requests).toHaveLength(6);
  });
});
