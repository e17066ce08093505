import { digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { buildMultiPlatform } from '../images/build-index.js';
import { pushImage } from '../images/push-image.js';
import type { RegistryOptions } from './options.js';
import { startRegistry } from './start-registry.js';

const image = buildImage('state');
const index = buildMultiPlatform('state index');
const { digest } = image.descriptor;
const [blob] = image.blobs.keys();

describe('what a registry was asked', () => {
  it('is one record of one kind for each request', async () => {
    await using registry = await startRegistry();
    await pushImage(registry.host, 'some/image', image, ['v1']);
    const kinds = registry.requests.map(({ kind, status }) => `${kind} ${status}`);
    const upload = ['upload-start 202', 'upload-commit 201'];
    expect(kinds).toEqual([...upload, ...upload, ...upload, 'manifest 201']);
    expect(registry.requests.at(-1)).toMatchObject({
      method: 'PUT',
      repository: 'some/image',
      reference: 'v1',
      url: '/v2/some/image/manifests/v1',
      bytesIn: image.bytes.byteLength,
      authorized: false,
    });
  });

  it.each([
    ['GET', '/v2/', 'ping'],
    ['GET', '/token', 'token'],
    ['GET', '/v2/_catalog', 'catalog'],
    ['GET', '/v2/a/tags/list', 'tags'],
    ['GET', `/v2/a/referrers/${digest}`, 'referrers'],
    ['HEAD', '/v2/a/b/c/manifests/v1', 'manifest'],
    ['DELETE', `/v2/a/blobs/${digest}`, 'blob'],
    ['POST', '/v2/a/blobs/uploads/', 'upload-start'],
    ['POST', `/v2/a/blobs/uploads/?digest=${digest}`, 'upload-commit'],
    ['POST', `/v2/a/blobs/uploads/?mount=${digest}&from=b`, 'mount'],
    ['PATCH', '/v2/a/blobs/uploads/1', 'upload-chunk'],
    ['PUT', `/v2/a/blobs/uploads/1?digest=${digest}`, 'upload-commit'],
    ['GET', '/v2/a/blobs/uploads/1', 'upload-status'],
    ['DELETE', '/v2/a/blobs/uploads/1', 'upload-cancel'],
    ['GET', '/elsewhere', 'other'],
    ['GET', '/v2/%E0%A4%A/manifests/v1', 'other'],
  ] as const)('%s %s is of kind %s', async (method, path, kind) => {
    await using registry = await startRegistry();
    await fetch(`http://${registry.host}${path}`, { method });
    expect(registry.requests.map((record) => record.kind)).toEqual([kind]);
    expect(registry.writes).toBe(['GET', 'HEAD'].includes(method) ? 0 : 1);
  });

  it('is counted by kind, method, repository and status, until it is reset', async () => {
    await using registry = await startRegistry();
    registry.seed('some/image', image, ['v1']);
    const head = (path: string) => fetch(`http://${registry.host}/v2/${path}`, { method: 'HEAD' });
    await head('some/image/manifests/v1');
    await head('some/image/manifests/v2');
    await fetch(`http://${registry.host}/v2/some/image/blobs/${blob}`).then((answer) => answer.arrayBuffer());
    expect(registry.count()).toBe(3);
    expect(registry.count({ kind: 'manifest', method: 'HEAD' })).toBe(2);
    expect(registry.count({ kind: 'manifest', status: 404 })).toBe(1);
    expect(registry.count({ repository: 'other' })).toBe(0);
    expect(registry.blobBytesServed).toBe(image.blobs.get(blob ?? digest)?.byteLength);
    registry.resetCounts();
    expect([registry.count(), registry.blobBytesServed]).toEqual([0, 0]);
  });

  it('is told to a listener before the answer', async () => {
    await using registry = await startRegistry();
    const seen: (number | undefined)[] = [];
    const end = registry.onRequest(({ status }) => seen.push(status));
    await fetch(`http://${registry.host}/v2/`);
    end();
    await fetch(`http://${registry.host}/v2/`);
    expect(seen).toEqual([undefined]);
  });
});

it('a registry is idle when no request is in hand', async () => {
  await using registry = await startRegistry();
  await registry.idle();
  const gate = registry.gate({ kind: 'upload-start' });
  const held = fetch(`http://${registry.host}/v2/some/image/blobs/uploads/`, { method: 'POST' });
  await gate.arrived;
  const uploads = registry.idle().then(() => registry.openUploads);
  expect(registry.openUploads).toBe(0);
  gate.open();
  expect(await uploads).toBe(1);
  await held;
});

describe('a gate', () => {
  it('holds what matches until it is opened, and lets the rest pass', async () => {
    await using registry = await startRegistry();
    registry.seed('some/image', image, ['v1']);
    const gate = registry.gate({ kind: 'manifest' });
    let answered = false;
    const held = fetch(`http://${registry.host}/v2/some/image/manifests/v1`).then(({ status }) => {
      answered = true;
      return status;
    });
    await gate.arrived;
    expect((await fetch(`http://${registry.host}/v2/`)).status).toBe(200);
    expect([answered, gate.count]).toEqual([false, 1]);
    gate.open();
    expect(await held).toBe(200);
    expect((await fetch(`http://${registry.host}/v2/some/image/manifests/v1`)).status).toBe(200);
  });

  it('does not keep a registry from closing', async () => {
    const registry = await startRegistry();
    const gate = registry.gate();
    const held = fetch(`http://${registry.host}/v2/`);
    const broken = expect(held).rejects.toThrow();
    await gate.arrived;
    await registry.close();
    await broken;
  });
});

describe('what a registry holds', () => {
  it('is the same seeded and pushed', async () => {
    await using seeded = await startRegistry();
    await using pushed = await startRegistry();
    seeded.seed('some/image', index, ['v1', 'v2']);
    await pushImage(pushed.host, 'some/image', index, ['v2', 'v1']);
    expect(pushed.snapshot()).toEqual(seeded.snapshot());
    expect(JSON.stringify(pushed.snapshot())).toBe(JSON.stringify(seeded.snapshot()));
    expect(pushed.blobs('some/image')).toEqual(seeded.blobs('some/image'));
  });

  it('is a line for each tag and each manifest without one', async () => {
    await using registry = await startRegistry();
    registry.seed('some/image', index, ['v1', 'latest']);
    registry.seed('a', image);
    const children = index.children.map(({ descriptor }) => `some/image@${descriptor.digest},-`);
    const tagged = ['latest', 'v1'].map((tag) => `some/image@${index.descriptor.digest},${tag}`);
    expect(registry.digestSet()).toEqual([`a@${digest},-`, ...children, ...tagged].sort());
  });

  it('is the sha256 of the bytes, whatever the digest says', async () => {
    await using registry = await startRegistry();
    const forged = { ...image, bytes: Buffer.from('{}') };
    registry.seed('some/image', forged, ['v1']);
    expect(registry.snapshot()['some/image']?.manifests[digest]?.sha256).toBe(digestOf(forged.bytes));
  });

  it('can be changed behind the back of its clients', async () => {
    await using registry = await startRegistry();
    registry.seed('some/image', image, ['v1']);
    registry.seed('some/image', index);
    registry.setTag('some/image', 'v1', index.descriptor.digest);
    expect(registry.manifest('some/image', 'v1')?.descriptor.digest).toBe(index.descriptor.digest);
    expect(registry.deleteTag('some/image', 'v1')).toBe(true);
    expect(registry.manifest('some/image', 'v1')).toBeUndefined();
    expect(registry.deleteBlob('some/image', blob ?? digest)).toBe(true);
    expect(registry.blob('some/image', blob ?? digest)).toBeUndefined();
    expect(registry.deleteManifest('some/image', digest)).toBe(true);
    expect(registry.deleteManifest('some/image', digest)).toBe(false);
    expect(registry.count()).toBe(0);
  });
});

describe('options', () => {
  it.each<[string, RegistryOptions, string, string, number, string]>([
    ['deletes off', { deletes: false }, 'DELETE', `/v2/some/image/manifests/${digest}`, 405, 'UNSUPPORTED'],
    ['deletes off', { deletes: false }, 'DELETE', `/v2/some/image/blobs/${blob}`, 405, 'UNSUPPORTED'],
    ['deletes off', { deletes: false }, 'DELETE', '/v2/some/image/manifests/v1', 405, 'UNSUPPORTED'],
    ['no referrers', { referrers: false }, 'GET', `/v2/some/image/referrers/${digest}`, 404, 'NOT_FOUND'],
    ['no catalog', { catalog: false }, 'GET', '/v2/_catalog', 404, 'NOT_FOUND'],
    ['none', {}, 'GET', '/v2/nowhere/manifests/v1', 404, 'NAME_UNKNOWN'],
    ['none', {}, 'GET', `/v2/nowhere/blobs/${blob}`, 404, 'NAME_UNKNOWN'],
    ['none', {}, 'GET', '/v2/Not/valid/manifests/v1', 400, 'NAME_INVALID'],
    ['none', {}, 'POST', '/v2/some/image/tags/list', 405, 'UNSUPPORTED'],
    ['none', {}, 'PUT', '/v2/some/image/manifests/.v1', 400, 'TAG_INVALID'],
  ])('%s: %j, %s %s', async (_, options, method, path, status, code) => {
    await using registry = await startRegistry(options);
    registry.seed('some/image', image, ['v1']);
    const answer = await fetch(`http://${registry.host}${path}`, { method });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('docker-distribution-api-version')).toBe('registry/2.0');
    expect(await answer.json()).toMatchObject({ errors: [{ code }] });
  });

  it('without mounts each mount opens a session', async () => {
    await using registry = await startRegistry({ mounts: false });
    registry.seed('some/image', image);
    const path = `/v2/other/blobs/uploads/?mount=${blob}&from=some/image`;
    expect((await fetch(`http://${registry.host}${path}`, { method: 'POST' })).status).toBe(202);
    expect(registry.openUploads).toBe(1);
  });

  it('without verified references takes a manifest alone', async () => {
    await using registry = await startRegistry({ verifyReferences: false });
    await pushImage(registry.host, 'some/image', { ...image, blobs: new Map() }, ['v1']);
    expect(registry.digestSet()).toEqual([`some/image@${digest},v1`]);
  });

  it('refuses a manifest above the limit', async () => {
    await using registry = await startRegistry({ manifestLimit: 100 });
    await expect(pushImage(registry.host, 'some/image', image, ['v1'])).rejects.toMatchObject({
      status: 413,
    });
  });

  it.each([
    ['absolute', /^http:\/\/127\.0\.0\.1:\d+\/v2\/.*\?_state=/],
    ['relative', /^\/v2\/some\/image\/blobs\/uploads\/[^?]+$/],
  ] as const)('gives Locations in the form %s', async (uploadLocation, form) => {
    await using registry = await startRegistry({ uploadLocation });
    await pushImage(registry.host, 'some/image', image, ['v1']);
    const answer = await fetch(`http://${registry.host}/v2/some/image/blobs/uploads/`, { method: 'POST' });
    expect(answer.headers.get('location')).toMatch(form);
  });

  it('the query of a Location must be kept', async () => {
    await using registry = await startRegistry();
    const start = await fetch(`http://${registry.host}/v2/some/image/blobs/uploads/`, { method: 'POST' });
    const [bare = ''] = (start.headers.get('location') ?? '').split('?');
    expect((await fetch(bare)).status).toBe(404);
  });
});
