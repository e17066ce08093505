import { createHash } from 'node:crypto';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { pushImage } from '../images/push-image.js';
import { seededBytes } from '../images/random-bytes.js';
import type { FaultAction } from './faults.js';
import { startRegistry } from './start-registry.js';
import type { TestRegistry } from './test-registry.js';

const image = buildImage('faults', { layerSize: 100_000, layers: 1 });
const [, layer] = [...image.blobs];
const [digest = '', bytes = Buffer.alloc(0)] = layer ?? [];

interface Outcome {
  readonly status?: number | undefined;
  readonly received: number;
  readonly error?: string;
  readonly sha256?: string;
}

/** Reads to the end, the break, or `enough` bytes. */
function get(host: string, path: string, enough = Infinity): Promise<Outcome> {
  return new Promise((resolve) => {
    let received = 0;
    const hash = createHash('sha256');
    const asked = httpRequest(`http://${host}${path}`, { agent: false }, (answer) => {
      const done = (error?: Error): void => {
        asked.destroy();
        const sha256 = `sha256:${hash.copy().digest('hex')}`;
        resolve({ status: answer.statusCode, received, sha256, ...(error && { error: error.message }) });
      };
      answer.on('error', done).on('end', done);
      answer.on('data', (chunk: Buffer) => {
        hash.update(chunk);
        received += chunk.byteLength;
        if (received >= enough) done();
      });
    });
    asked.on('error', (error) => {
      resolve({ received, error: error.message });
    });
    asked.end();
  });
}

async function seeded(action: FaultAction): Promise<TestRegistry> {
  const registry = await startRegistry();
  registry.seed('some/image', image, ['v1']);
  registry.fault({ match: { kind: 'blob' }, ...action });
  return registry;
}

const blobPath = `/v2/some/image/blobs/${digest}`;

describe('faults of a blob that is read', () => {
  it.each<[string, FaultAction, Partial<Outcome>]>([
    ['a status', { action: 'status', status: 503, body: 'busy' }, { status: 503, received: 4 }],
    ['a reset before the answer', { action: 'reset' }, { received: 0, error: 'read ECONNRESET' }],
    [
      'a reset within the body',
      { action: 'reset-body', after: 500 },
      { status: 200, received: 500, error: 'aborted' },
    ],
    [
      'a reset after the headers',
      { action: 'reset-body', after: 0 },
      { status: 200, received: 0, error: 'aborted' },
    ],
    [
      'half the body',
      { action: 'truncate' },
      { status: 200, received: Math.floor(bytes.byteLength / 2), error: 'aborted' },
    ],
    ['a page of HTML', { action: 'garbage' }, { status: 200, received: 63 }],
    ['a redirect', { action: 'redirect', location: '/elsewhere' }, { status: 307, received: 0 }],
    ['a delay', { action: 'delay', ms: 1 }, { status: 200, received: bytes.byteLength, sha256: digest }],
  ])('%s', async (_, action, expected) => {
    await using registry = await seeded(action);
    expect(await get(registry.host, blobPath)).toMatchObject(expected);
    expect(await get(registry.host, blobPath)).toMatchObject({ status: 200, sha256: digest });
  });

  it('one flipped bit leaves the length as it was', async () => {
    await using registry = await seeded({ action: 'corrupt' });
    const outcome = await get(registry.host, blobPath);
    expect(outcome.received).toBe(bytes.byteLength);
    expect(outcome.sha256).not.toBe(digest);
    expect(registry.blob('some/image', digest)).toEqual(bytes);
  });

  it.each<[string, FaultAction, number]>([
    ['a stall within the body', { action: 'stall', after: 700 }, 700],
    ['a huge length', { action: 'huge-length' }, 1],
  ])('%s sends that much and nothing more', async (_, action, sent) => {
    await using registry = await seeded(action);
    expect(await get(registry.host, blobPath, sent)).toMatchObject({ status: 200, received: sent });
    expect(registry.requests[0]?.bytesOut).toBe(sent);
  });

  it.each<[string, FaultAction]>([
    ['a stall', { action: 'stall', after: 0 }],
    ['half a body', { action: 'truncate' }],
    ['a huge length', { action: 'huge-length' }],
  ])('%s leaves an answer to HEAD, and the connection, whole', async (_, action) => {
    await using registry = await seeded(action);
    const head = () => fetch(`http://${registry.host}${blobPath}`, { method: 'HEAD' });
    expect([(await head()).status, (await head()).status]).toEqual([200, 200]);
  });

  it('a wrong digest header comes with the right body', async () => {
    await using registry = await seeded({ action: 'wrong-digest' });
    const answer = await fetch(`http://${registry.host}${blobPath}`);
    expect(answer.headers.get('docker-content-digest')).toBe(`sha256:${'0'.repeat(64)}`);
    expect(digestOf(new Uint8Array(await answer.arrayBuffer()))).toBe(digest);
  });

  it('a hook answers as it likes, or leaves it to the registry', async () => {
    await using registry = await startRegistry();
    registry.seed('some/image', image, ['v1']);
    registry.fault({
      match: { times: Infinity },
      action: 'respond',
      respond: ({ reference }) =>
        reference === 'v1' ? undefined : { status: 418, headers: {}, body: Buffer.from('tea') },
    });
    expect((await fetch(`http://${registry.host}/v2/some/image/manifests/v1`)).status).toBe(200);
    expect((await fetch(`http://${registry.host}${blobPath}`)).status).toBe(418);
  });

  it('Retry-After goes out as it was given', async () => {
    const headers = { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' };
    await using registry = await seeded({ action: 'status', status: 429, headers });
    const answer = await fetch(`http://${registry.host}${blobPath}`);
    expect(answer.headers.get('retry-after')).toBe(headers['retry-after']);
  });
});

describe('faults of writes', () => {
  it('a commit without an answer has been made', async () => {
    await using registry = await startRegistry();
    registry.fault({ match: { kind: 'manifest', method: 'PUT' }, action: 'commit-then-reset' });
    await expect(pushImage(registry.host, 'some/image', image, ['v1'])).rejects.toThrow();
    expect(registry.manifest('some/image', 'v1')?.descriptor.digest).toBe(image.descriptor.digest);
    expect(registry.requests.at(-1)?.status).toBe(0);
  });

  it('a reset without a commit has not', async () => {
    await using registry = await startRegistry();
    registry.fault({ match: { kind: 'manifest', method: 'PUT' }, action: 'reset' });
    await expect(pushImage(registry.host, 'some/image', image, ['v1'])).rejects.toThrow();
    expect(registry.manifest('some/image', 'v1')).toBeUndefined();
  });

  it('an upload that breaks off goes on from what has arrived', async () => {
    await using registry = await startRegistry();
    registry.fault({ match: { kind: 'upload-commit' }, action: 'reset-upload', after: 70_000 });
    const start = await fetch(`http://${registry.host}/v2/some/image/blobs/uploads/`, { method: 'POST' });
    const location = start.headers.get('location') ?? '';
    const content = seededBytes('upload', 200_000);
    const put = (body: Uint8Array, headers = {}) =>
      fetch(`${location}&digest=${digestOf(content)}`, { method: 'PUT', body: Buffer.from(body), headers });
    await expect(put(content)).rejects.toThrow();
    const state = await fetch(location);
    expect([state.status, state.headers.get('range')]).toEqual([204, '0-69999']);
    const rest = await put(content.subarray(70_000), { 'content-range': '70000-199999' });
    expect(rest.status).toBe(201);
    expect(registry.blob('some/image', digestOf(content))).toEqual(content);
    expect(registry.openUploads).toBe(0);
  });
});

describe('the script', () => {
  it('hits from the nth match on, as often as said, and counts', async () => {
    await using registry = await startRegistry();
    const fault = registry.fault({
      match: { kind: 'ping', nth: 2, times: 2 },
      action: 'status',
      status: 500,
    });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) statuses.push((await fetch(`http://${registry.host}/v2/`)).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
    expect(fault.hits).toBe(2);
  });

  it('hits only what matches in every part', async () => {
    await using registry = await startRegistry();
    registry.seed('some/image', image, ['v1', 'v2']);
    registry.seed('other/image', image, ['v1']);
    const match = {
      method: 'GET',
      kind: ['manifest', 'blob'],
      repository: 'some/image',
      reference: 'v1',
    } as const;
    registry.fault({ match: { ...match, times: Infinity }, action: 'status', status: 500 });
    const status = async (path: string, method = 'GET') =>
      (await fetch(`http://${registry.host}/v2/${path}`, { method })).status;
    expect(await status('some/image/manifests/v2')).toBe(200);
    expect(await status('other/image/manifests/v1')).toBe(200);
    expect(await status('some/image/manifests/v1', 'HEAD')).toBe(200);
    expect(await status('some/image/manifests/v1')).toBe(500);
  });

  it('ends when the fault is removed', async () => {
    await using registry = await startRegistry();
    const match = { times: Infinity };
    const one = registry.fault({ match, action: 'status', status: 500 });
    registry.fault({ match, action: 'status', status: 503 });
    const ping = async () => (await fetch(`http://${registry.host}/v2/`)).status;
    expect(await ping()).toBe(500);
    one.remove();
    expect(await ping()).toBe(503);
    registry.clearFaults();
    expect(await ping()).toBe(200);
  });

  it('a redirect leads to another registry', async () => {
    await using other = await startRegistry();
    other.seed('some/image', image);
    await using registry = await startRegistry();
    registry.fault({ match: {}, action: 'redirect', location: ({ url }) => `http://${other.host}${url}` });
    const answer = await fetch(`http://${registry.host}${blobPath}`);
    expect(digestOf(Buffer.from(await answer.arrayBuffer()))).toBe(digest);
    expect(other.count({ kind: 'blob' })).toBe(1);
  });
});

it('a mistake in a hook answers 500 with the reason, not as a fault of the network', async () => {
  await using registry = await startRegistry();
  const respond = (): never => {
    throw new Error('a mistake');
  };
  registry.fault({ match: {}, action: 'respond', respond });
  const asked = httpRequest(`http://${registry.host}/v2/`);
  const answer = await new Promise<IncomingMessage>((resolve) => {
    asked.on('response', resolve).end();
  });
  expect(answer.statusCode).toBe(500);
  expect(await text(answer)).toContain('a mistake');
});
