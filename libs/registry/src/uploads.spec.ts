import { type Descriptor, digestOf, type WriteOnceTarget } from '@cip/oci';
import { type FaultScript, seededBytes, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, type WriteOnceRegistry } from './index.js';

let server: TestRegistry;
let client: WriteOnceRegistry;

beforeEach(async () => {
  server = await startRegistry();
  client = createRegistry({ rights: 'write-once', retryDeadline: 3000, idleTimeout: 1000 });
});

afterEach(async () => {
  await client.close();
  await server.close();
});

const small = seededBytes('small', 5000);
const large = seededBytes('large', 3 * 1024 * 1024);

const repository = (path = 'team/app'): WriteOnceTarget => client.repository(`${server.host}/${path}`);

function descriptorOf(bytes: Uint8Array): Descriptor {
  return { mediaType: 'application/octet-stream', digest: digestOf(bytes), size: bytes.byteLength };
}

/** Content in chunks that remembers where it was opened, and whether all of it was closed. */
function contentOf(bytes: Uint8Array) {
  const opened: number[] = [];
  let open = 0;
  return {
    opened,
    get open() {
      return open;
    },
    from: async function* (offset: number): AsyncGenerator<Uint8Array> {
      opened.push(offset);
      open++;
      try {
        for (let at = offset; at < bytes.byteLength; at += 64 * 1024) {
          yield await Promise.resolve(bytes.subarray(at, at + 64 * 1024));
        }
      } finally {
        open--;
      }
    },
  };
}

async function upload(bytes: Uint8Array, content = contentOf(bytes)): Promise<void> {
  const session = await repository().openUpload(descriptorOf(bytes));
  if (session === 'mounted') throw new Error('nothing was to be mounted');
  await session.send((offset) => content.from(offset));
}

const kinds = (): string[] => server.requests.map(({ kind }) => kind);

describe('uploading', () => {
  it.each([
    ['an empty blob', new Uint8Array()],
    ['a small blob', small],
    ['a large blob', large],
  ])('%s: one POST and one PUT', async (_, bytes) => {
    await upload(bytes);
    expect(server.blobs('team/app')).toEqual([digestOf(bytes)]);
    expect(kinds()).toEqual(['upload-start', 'upload-commit']);
    expect(client.ledger.hosts()[0]?.bytesOut).toBe(bytes.byteLength);
  });

  it('follows a relative Location', async () => {
    await server.close();
    server = await startRegistry({ uploadLocation: 'relative' });
    await upload(small);
    expect(server.blobs('team/app')).toEqual([digestOf(small)]);
  });

  it('refuses a Location on another host', async () => {
    const headers = { location: 'http://127.0.0.2:1/v2/team/app/blobs/uploads/1' };
    server.fault({ action: 'status', status: 202, headers, match: { kind: 'upload-start' } });
    await expect(upload(small)).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
  });

  const broken: readonly (readonly [string, FaultScript, Uint8Array, string[]])[] = [
    [
      'the connection breaks in a small blob: starts again',
      { action: 'reset-upload', after: 1000, match: { kind: 'upload-commit' } },
      small,
      ['upload-start', 'upload-commit', 'blob', 'upload-start', 'upload-commit'],
    ],
    [
      'the answer to the PUT is lost: asks whether the blob is there',
      { action: 'commit-then-reset', match: { kind: 'upload-commit' } },
      large,
      ['upload-start', 'upload-commit', 'blob'],
    ],
    [
      'the registry says 500: starts again',
      { action: 'status', status: 500, match: { kind: 'upload-commit' } },
      small,
      ['upload-start', 'upload-commit', 'blob', 'upload-start', 'upload-commit'],
    ],
    [
      'the session is lost: starts again',
      { action: 'status', status: 404, match: { kind: 'upload-commit' } },
      large,
      ['upload-start', 'upload-commit', 'upload-start', 'upload-commit'],
    ],
    [
      'the POST is refused for a while: is sent again',
      { action: 'status', status: 429, headers: { 'retry-after': '0' }, match: { kind: 'upload-start' } },
      small,
      ['upload-start', 'upload-start', 'upload-commit'],
    ],
  ];
  it.each(broken)('%s', async (_, fault, bytes, expected) => {
    server.fault(fault);
    const content = contentOf(bytes);
    await upload(bytes, content);
    expect(server.blobs('team/app')).toEqual([digestOf(bytes)]);
    expect(content.open).toBe(0);
    expect(kinds()).toEqual(expected);
  });

  it('the connection breaks in a large blob: goes on where the registry stands', async () => {
    server.fault({ action: 'reset-upload', after: 1024 * 1024, match: { kind: 'upload-commit' } });
    const content = contentOf(large);
    await upload(large, content);
    expect(server.blobs('team/app')).toEqual([digestOf(large)]);
    expect(kinds().filter((kind) => kind !== 'blob')).toEqual([
      'upload-start',
      'upload-commit',
      'upload-status',
      'upload-chunk',
      'upload-commit',
    ]);
    expect(content.opened[0]).toBe(0);
    expect(content.opened[1]).toBeGreaterThanOrEqual(1024 * 1024);
    expect(content.open).toBe(0);
  });

  it('the connection breaks after more than the retry deadline: is tried again all the same', async () => {
    const hasty = createRegistry({ rights: 'write-once', retryDeadline: 200 });
    server.fault({ action: 'reset-upload', after: small.byteLength - 1, match: { kind: 'upload-commit' } });
    const descriptor = { mediaType: 'x', digest: digestOf(small), size: small.byteLength };
    const opened = await hasty.repository(`${server.host}/team/app`).openUpload(descriptor);
    if (opened === 'mounted') throw new Error('nothing was to be mounted');
    let reads = 0;
    await opened.send(async function* (offset) {
      reads += 1;
      const until = Date.now() + (reads === 1 ? 400 : 0);
      await expect.poll(() => Date.now() >= until).toBe(true);
      yield small.subarray(offset);
    });
    expect(server.blobs('team/app')).toEqual([descriptor.digest]);
    expect(reads).toBe(2);
    await hasty.close();
  });

  it('DIGEST_INVALID again and again: gives up after three times', async () => {
    const body = JSON.stringify({ errors: [{ code: 'DIGEST_INVALID', message: 'no' }] });
    const match = { kind: 'upload-commit', times: Infinity } as const;
    server.fault({ action: 'status', status: 400, body, match });
    await expect(upload(small)).rejects.toMatchObject({ code: 'REFUSED', registryCode: 'DIGEST_INVALID' });
    expect(server.count({ kind: 'upload-commit' })).toBe(3);
  });

  it('the content fails: its own error comes out, and nothing is sent again', async () => {
    const failure = new Error('the source is gone');
    const session = await repository().openUpload(descriptorOf(large));
    if (session === 'mounted') throw new Error('nothing was to be mounted');
    const sending = session.send(async function* () {
      yield await Promise.resolve(large.subarray(0, 1000));
      throw failure;
    });
    await expect(sending).rejects.toBe(failure);
    expect(server.count({ kind: 'upload-commit' })).toBeLessThanOrEqual(1);
    expect(server.count({ kind: 'upload-start' })).toBe(1);
  });

  it('an abort rejects with its reason and closes the content', async () => {
    const gate = server.gate({ kind: 'upload-commit' });
    const controller = new AbortController();
    const content = contentOf(large);
    const session = await repository().openUpload(descriptorOf(large));
    if (session === 'mounted') throw new Error('nothing was to be mounted');
    const sending = session.send((offset) => content.from(offset), { signal: controller.signal });
    await gate.arrived;
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(sending).rejects.toBe(reason);
    gate.open();
    await expect.poll(() => content.open).toBe(0);
  });
});

describe('mounting', () => {
  it('takes a blob from another repository in one request', async () => {
    await upload(small);
    server.resetCounts();
    const mounted = await repository('team/other').openUpload(descriptorOf(small), { mountFrom: 'team/app' });
    expect(mounted).toBe('mounted');
    expect(server.blobs('team/other')).toEqual([digestOf(small)]);
    expect(kinds()).toEqual(['mount']);
  });

  it('is not tried by a sha512 digest, which some registries say they take and do not', async () => {
    const blob = { ...descriptorOf(small), digest: digestOf(small, 'sha512') };
    expect(await repository('team/other').openUpload(blob, { mountFrom: 'team/app' })).not.toBe('mounted');
    expect(kinds()).toEqual(['upload-start']);
  });

  it('a mount that is not taken goes on in the session that the answer opened', async () => {
    const session = await repository().openUpload(descriptorOf(small), { mountFrom: 'team/nothing' });
    if (session === 'mounted') throw new Error('there was nothing to be mounted');
    await session.send((offset) => contentOf(small).from(offset));
    expect(kinds()).toEqual(['mount', 'upload-commit']);
  });

  it('a mount that is refused becomes an upload', async () => {
    server.fault({ action: 'status', status: 403, match: { kind: 'mount' } });
    const session = await repository().openUpload(descriptorOf(small), { mountFrom: 'team/secret' });
    expect(session).not.toBe('mounted');
    expect(kinds()).toEqual(['mount', 'upload-start']);
  });
});
