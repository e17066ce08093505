import { randomUUID } from 'node:crypto';
import { digestOf, type RawManifest, TagMovedError, type Target, type WriteOnceTarget } from '@cip/oci';
import {
  buildImage,
  buildMultiPlatform,
  type Image,
  noRealRegistry,
  realRegistry,
  seededBytes,
  startRegistry,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRegistry, type Registry } from './index.js';

interface Served {
  readonly host: string;
  close(): Promise<void>;
}

const image = buildImage('contract', { layers: 2, layerSize: 100_000 });
const other = buildImage('contract, other');
const index = buildMultiPlatform('contract, index');

const manifestOf = ({ descriptor, bytes }: Image): RawManifest => ({ descriptor, bytes });

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Pushes an image the way a copy does: blobs, children, manifest. */
async function push(target: WriteOnceTarget, pushed: Image, tag?: string): Promise<void> {
  for (const [digest, bytes] of pushed.blobs) {
    const blob = { mediaType: 'application/octet-stream', digest, size: bytes.byteLength };
    const upload = await target.openUpload(blob);
    if (upload !== 'mounted') await upload.send(chunksOf(bytes));
  }
  for (const child of pushed.children) await push(target, child);
  await target.pushManifest(manifestOf(pushed), tag === undefined ? {} : { tag });
}

function chunksOf(bytes: Uint8Array): (offset: number) => AsyncGenerator<Uint8Array> {
  return async function* (offset) {
    for (let at = offset; at < bytes.byteLength; at += 10_000) {
      yield await Promise.resolve(bytes.subarray(at, at + 10_000));
    }
  };
}

/** What this client relies on, whatever registry it talks to. */
function contract(start: () => Promise<Served | undefined>): void {
  let served: Served | undefined;
  let client: Registry;
  let path: string;
  const at = (name = path): Target => client.repository(`${served?.host ?? ''}/${name}`);

  beforeAll(async () => {
    served = await start();
    client = createRegistry({ rights: 'everything', retryDeadline: 5000 });
  });

  beforeEach((context) => {
    if (!served) context.skip(noRealRegistry);
    path = `contract/${randomUUID()}`;
  });

  afterAll(async () => {
    await client.close();
    await served?.close();
  });

  it('a repository that is not there is empty', async () => {
    const { exists, tags } = await at().list();
    expect({ exists, tags: tags.size }).toEqual({ exists: false, tags: 0 });
    expect(await at().resolve('v1')).toBeUndefined();
    expect(await at().fetchManifest('v1')).toBeUndefined();
    expect(await at().hasBlob({ digest: digestOf(new Uint8Array()), size: 0 })).toBe(false);
  });

  it('a blob that is named by its sha512 is there under that name', async () => {
    const bytes = seededBytes('sha512', 30_000);
    const blob = {
      mediaType: 'application/octet-stream',
      digest: digestOf(bytes, 'sha512'),
      size: bytes.byteLength,
    };
    const upload = await at().openUpload(blob);
    if (upload !== 'mounted') await upload.send(chunksOf(bytes));
    expect(await at().hasBlob(blob)).toBe(true);
  });

  it('what was pushed is read back, byte for byte', async () => {
    await push(at(), image, 'v1');
    const { mediaType, digest, size } = image.descriptor;
    expect(await at().resolve('v1')).toEqual({ mediaType, digest, size });
    expect(await at().fetchManifest('v1')).toMatchObject({ bytes: image.bytes });
    for (const [blob, bytes] of image.blobs) {
      expect(await at().hasBlob({ digest: blob, size: bytes.byteLength })).toBe(true);
      const stream = at().fetchBlob({ mediaType: '', digest: blob, size: bytes.byteLength });
      expect((await collect(stream)).equals(bytes)).toBe(true);
    }
  });

  it('a blob is read from an offset', async () => {
    await push(at(), image);
    const [digest, bytes] = [...image.blobs].sort(([, a], [, b]) => b.byteLength - a.byteLength)[0]!;
    const blob = { mediaType: '', digest, size: bytes.byteLength };
    const rest = await collect(at().fetchBlob(blob, { offset: 60_000 }));
    expect(rest.equals(bytes.subarray(60_000))).toBe(true);
  });

  it('an index with its children', async () => {
    await push(at(), index, 'v1');
    expect(await at().fetchManifest('v1')).toMatchObject({ bytes: index.bytes });
    for (const child of index.children) expect(await at().resolve(child.descriptor.digest)).toBeDefined();
  });

  it('all tags are listed', async () => {
    const tags = ['v1', 'v1.0', 'latest'];
    for (const tag of tags) await push(at(), image, tag);
    expect([...(await at().list()).tags.keys()].sort()).toEqual([...tags].sort());
  });

  it('a tag is not moved', async () => {
    await push(at(), image, 'v1');
    await push(at(), other);
    await expect(at().pushManifest(manifestOf(other), { tag: 'v1' })).rejects.toThrow(TagMovedError);
    expect(await at().pushManifest(manifestOf(image), { tag: 'v1' })).toBe('existing');
    expect((await at().resolve('v1'))?.digest).toBe(image.descriptor.digest);
  });

  it('a tag is moved by whoever has the right', async () => {
    await push(at(), image, 'v1');
    await push(at(), other);
    await at().retag(manifestOf(other), 'v1');
    expect((await at().resolve('v1'))?.digest).toBe(other.descriptor.digest);
    expect(await at().fetchManifest(image.descriptor.digest)).toBeDefined();
  });

  it('a manifest is deleted with its tags, once', async () => {
    await push(at(), image, 'v1');
    await push(at(), other, 'v2');
    expect(await at().delete(image.descriptor.digest)).toBe(true);
    expect(await at().fetchManifest(image.descriptor.digest)).toBeUndefined();
    expect(await at().resolve('v1')).toBeUndefined();
    expect((await at().resolve('v2'))?.digest).toBe(other.descriptor.digest);
    expect(await at().delete(image.descriptor.digest)).toBe(false);
    expect(await at('contract/nothing').delete(image.descriptor.digest)).toBe(false);
    await push(at(), image, 'v1');
    expect(await at().resolve('v1')).toBeDefined();
  });

  it('a tag is deleted alone, or the registry says that it does not do that', async () => {
    await push(at(), image, 'v1');
    const deleted = await at()
      .delete('v1')
      .catch((error: unknown) => error);
    if (deleted !== true) expect(String(deleted)).toMatch(/does not delete tags alone/);
    expect((await at().resolve('v1')) === undefined).toBe(deleted === true);
    expect(await at().resolve(image.descriptor.digest)).toBeDefined();
  });

  it('an empty blob, and one of several megabytes', async () => {
    for (const bytes of [new Uint8Array(), seededBytes('contract', 5_000_000)]) {
      const blob = { mediaType: '', digest: digestOf(bytes), size: bytes.byteLength };
      const upload = await at().openUpload(blob);
      if (upload !== 'mounted') await upload.send(chunksOf(bytes));
      expect((await collect(at().fetchBlob(blob))).equals(bytes)).toBe(true);
    }
  });

  it('a blob is mounted, or uploaded where the origin lacks it', async () => {
    await push(at(), image);
    const target = at(`${path}-other`);
    const [digest, bytes] = [...image.blobs][0]!;
    const blob = { mediaType: '', digest, size: bytes.byteLength };
    // The specification lets a registry answer a mount with an upload session (202).
    const mounted = await target.openUpload(blob, { mountFrom: path });
    if (mounted !== 'mounted') await mounted.send(chunksOf(bytes));
    expect(await target.hasBlob(blob)).toBe(true);
    const elsewhere = at(`${path}-third`);
    const upload = await elsewhere.openUpload(blob, { mountFrom: 'contract/nothing' });
    // A registry may find the blob in any repository.
    if (upload !== 'mounted') await upload.send(chunksOf(bytes));
    expect(await elsewhere.hasBlob(blob)).toBe(true);
  });

  it('content that does not hash to its digest is refused', async () => {
    const blob = { mediaType: '', digest: digestOf(Buffer.from('other')), size: 5 };
    const upload = await at().openUpload(blob);
    if (upload === 'mounted') throw new Error('nothing was to be mounted');
    await expect(upload.send(chunksOf(Buffer.from('wrong')))).rejects.toMatchObject({
      registryCode: 'DIGEST_INVALID',
    });
  });

  it('nothing refers to a lonely manifest', async () => {
    await push(at(), image);
    expect(await at().referrers(image.descriptor.digest)).toEqual([]);
  });
}

describe('on the registry in process', () => {
  contract(() => startRegistry());
});

describe('on a registry in process with the Google list, relative locations and no referrers API', () => {
  contract(() => startRegistry({ google: true, referrers: false, uploadLocation: 'relative' }));
});

describe('on a real registry', () => {
  contract(realRegistry);
});
