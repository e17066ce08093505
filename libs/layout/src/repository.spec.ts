import { rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  digestOf,
  InvalidReferenceError,
  mediaTypes,
  type RawManifest,
  type Target,
  TagMovedError,
} from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildMultiPlatform,
  buildSchema1,
  seededBytes,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import {
  blobFile,
  blobsOf,
  collect,
  contentOf,
  inPieces,
  manifestOf,
  push,
  temporaryFolder,
} from './fixtures.js';
import { type Layout, LayoutError, openLayout } from './index.js';

const image = buildImage('image', { layerSize: 600_000 });
const other = buildImage('other');
const index = buildMultiPlatform('index');

interface Opened extends AsyncDisposable {
  readonly directory: string;
  readonly layout: Layout;
  readonly app: Target;
}

async function opened(): Promise<Opened> {
  const place = await temporaryFolder();
  const directory = path.join(place.folder, 'layout');
  const layout = await openLayout(directory, { rights: 'everything' });
  return {
    directory,
    layout,
    app: layout.repository('foo/app'),
    [Symbol.asyncDispose]: async () => {
      await layout.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

const asManifest = (value: object, mediaType: string = mediaTypes.ociManifest): RawManifest => {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength }, bytes };
};

describe('a repository of a layout', () => {
  it('is named after the directory', async () => {
    await using on = await opened();
    expect(on.app.name).toEqual({ registry: 'oci:layout', repository: 'foo/app' });
  });

  it('cannot have a name that no registry would take', async () => {
    await using on = await opened();
    expect(() => on.layout.repository('../up')).toThrow(InvalidReferenceError);
    expect(() => on.layout.repository('Foo')).toThrow(InvalidReferenceError);
  });

  it('that is not there is empty', async () => {
    await using on = await opened();
    expect(await on.app.list()).toMatchObject({ exists: false, tags: new Map(), manifests: undefined });
    expect(await on.app.resolve('v1')).toBeUndefined();
    expect(await on.app.fetchManifest(image.descriptor.digest)).toBeUndefined();
    expect(await on.app.hasBlob({ digest: digestOf(new Uint8Array()), size: 0 })).toBe(false);
    expect(await on.app.referrers(image.descriptor.digest)).toEqual([]);
    expect(await on.layout.repositories()).toEqual([]);
  });

  it('gives back what was pushed, byte for byte', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    const wanted = manifestOf(image);
    for (const reference of ['v1', image.descriptor.digest]) {
      const found = await on.app.fetchManifest(reference);
      expect(found?.descriptor).toEqual(wanted.descriptor);
      expect(digestOf(found?.bytes ?? new Uint8Array())).toBe(digestOf(wanted.bytes));
      expect(await on.app.resolve(reference)).toEqual(wanted.descriptor);
    }
    for (const { blob, bytes } of blobsOf(image)) {
      expect(await on.app.hasBlob(blob)).toBe(true);
      expect(digestOf(await collect(on.app.fetchBlob(blob)))).toBe(blob.digest);
      const half = Math.floor(blob.size / 2);
      expect(digestOf(await collect(on.app.fetchBlob(blob, { offset: half })))).toBe(
        digestOf(bytes.subarray(half)),
      );
      expect(await collect(on.app.fetchBlob(blob, { offset: blob.size }))).toEqual(Buffer.alloc(0));
    }
  });

  it('lists its tags with digests, and none of another', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1', 'latest');
    await push(on.layout.repository('foo'), other, 'v2');
    const { exists, tags } = await on.app.list();
    const { digest } = image.descriptor;
    expect({ exists, tags }).toEqual({
      exists: true,
      tags: new Map([
        ['v1', digest],
        ['latest', digest],
      ]),
    });
    expect(await on.layout.repositories()).toEqual(['foo', 'foo/app']);
    expect(await on.app.resolve('v2')).toBeUndefined();
  });

  it('takes a blob for no manifest', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    for (const digest of image.blobs.keys()) expect(await on.app.resolve(digest)).toBeUndefined();
  });

  it('needs no upload for a blob that any repository has', async () => {
    await using on = await opened();
    await push(on.layout.repository('other'), image, 'v1');
    for (const { blob } of blobsOf(image)) expect(await on.app.openUpload(blob)).toBe('mounted');
  });

  it('keeps an empty blob', async () => {
    await using on = await opened();
    const blob = { mediaType: 'text/plain', digest: digestOf(new Uint8Array()), size: 0 };
    const upload = await on.app.openUpload(blob);
    if (upload !== 'mounted') await upload.send(() => inPieces(new Uint8Array()));
    expect(await collect(on.app.fetchBlob(blob))).toEqual(Buffer.alloc(0));
  });

  it('has nothing that writes where the right is to read, and nothing that deletes where it is to add', async () => {
    await using on = await opened();
    const reading = await openLayout(on.directory, { rights: 'read-only' });
    const adding = await openLayout(on.directory, { rights: 'write-once' });
    const methods = ['openUpload', 'pushManifest', 'retag', 'delete'];
    const having = (object: object): string[] => methods.filter((method) => method in object);
    expect(having(reading.repository('app'))).toEqual([]);
    expect(having(adding.repository('app'))).toEqual(['openUpload', 'pushManifest']);
    expect('collectGarbage' in adding).toBe(false);
    await reading.close();
    await adding.close();
  });
});

describe('a tag', () => {
  it('that is there with the same digest is existing', async () => {
    await using on = await opened();
    await push(on.app, image);
    expect(await on.app.pushManifest(manifestOf(image), { tag: 'v1' })).toBe('written');
    expect(await on.app.pushManifest(manifestOf(image), { tag: 'v1' })).toBe('existing');
  });

  it('never moves, and what was pushed to move it is not kept', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    for (const { blob, bytes } of blobsOf(other)) {
      const upload = await on.app.openUpload(blob);
      if (upload !== 'mounted') await upload.send(() => inPieces(bytes));
    }
    const moved = on.app.pushManifest(manifestOf(other), { tag: 'v1', tagAbsentAt: Date.now() });
    await expect(moved).rejects.toMatchObject({
      code: 'TAG_MOVED',
      present: image.descriptor.digest,
      wanted: other.descriptor.digest,
    });
    expect((await on.app.resolve('v1'))?.digest).toBe(image.descriptor.digest);
    expect(await on.app.resolve(other.descriptor.digest)).toBeUndefined();
  });

  it('goes to one of those who want it at the same time', async () => {
    await using on = await opened();
    const rivals = Array.from({ length: 8 }, (_, i) => buildImage(`rival ${i}`));
    for (const rival of rivals) await push(on.app, rival);
    const outcomes = await Promise.allSettled(
      rivals.map((rival) => on.app.pushManifest(manifestOf(rival), { tag: 'v1' })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(TagMovedError);
    }
  });

  it('moves by retag', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1', 'v2');
    await push(on.app, other);
    await on.app.retag(manifestOf(other), 'v1');
    const { tags } = await on.app.list();
    expect([tags.get('v1'), tags.get('v2')]).toEqual([other.descriptor.digest, image.descriptor.digest]);
  });

  it('is deleted by name, or with all others of its digest, in its repository alone', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1', 'v2', 'v3');
    await push(on.layout.repository('foo'), image, 'v1');
    expect(await on.app.delete('v1')).toBe(true);
    expect(await on.app.delete('v1')).toBe(false);
    expect([...(await on.app.list()).tags.keys()]).toEqual(['v2', 'v3']);
    expect(await on.app.delete(image.descriptor.digest)).toBe(true);
    expect(await on.app.delete(image.descriptor.digest)).toBe(false);
    expect(await on.layout.repositories()).toEqual(['foo']);
  });

  it.each(['', '-v1', 'a/b', 'sha256:12', 'x'.repeat(129)])('cannot be named %j', async (tag) => {
    await using on = await opened();
    await push(on.app, image);
    await expect(on.app.resolve(tag)).rejects.toThrow(InvalidReferenceError);
    await expect(on.app.pushManifest(manifestOf(image), { tag })).rejects.toThrow(InvalidReferenceError);
    await expect(on.app.delete(tag)).rejects.toThrow(InvalidReferenceError);
  });
});

describe('a manifest is refused', () => {
  it.each([
    { why: 'whose blobs are missing', pushed: buildImage('no blobs') },
    { why: 'whose children are missing', pushed: index },
  ])('$why', async ({ pushed }) => {
    await using on = await opened();
    const refused = on.app.pushManifest(manifestOf(pushed), { tag: 'v1' });
    await expect(refused).rejects.toMatchObject({ name: 'LayoutError', code: 'INCOMPLETE_GRAPH' });
    expect(await on.layout.repositories()).toEqual([]);
  });

  it.each([
    {
      why: 'as which its bytes do not present themselves',
      manifest: asManifest({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] }),
    },
    { why: 'that is none', manifest: asManifest({ hello: 'world' }) },
    { why: 'of the old schema 1', manifest: manifestOf(buildSchema1('old')) },
  ])('$why', async ({ manifest }) => {
    await using on = await opened();
    await expect(on.app.pushManifest(manifest)).rejects.toMatchObject({ code: 'UNFIT_MANIFEST' });
  });

  it('that does not hash to its digest', async () => {
    await using on = await opened();
    await push(on.app, image);
    const wrong = { descriptor: manifestOf(image).descriptor, bytes: other.bytes };
    await expect(on.app.pushManifest(wrong)).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
  });
});

describe('an upload', () => {
  const bytes = seededBytes('blob', 700_000);
  const blob = { mediaType: 'application/octet-stream', digest: digestOf(bytes), size: bytes.byteLength };

  it.each([
    { what: 'of other bytes', content: seededBytes('not it', 700_000) },
    { what: 'of too few bytes', content: bytes.subarray(0, -1) },
    { what: 'of too many bytes', content: Buffer.concat([bytes, bytes]) },
  ])('$what leaves nothing', async ({ content }) => {
    await using on = await opened();
    const before = await contentOf(on.directory);
    const upload = await on.app.openUpload(blob);
    if (upload === 'mounted') throw new Error('it was never there');
    await expect(upload.send(() => inPieces(content))).rejects.toMatchObject({ code: 'DIGEST_MISMATCH' });
    expect(await on.app.hasBlob(blob)).toBe(false);
    expect(await contentOf(on.directory)).toEqual(before);
  });

  it('whose source fails rejects with its error, and leaves nothing', async () => {
    await using on = await opened();
    const before = await contentOf(on.directory);
    const upload = await on.app.openUpload(blob);
    if (upload === 'mounted') throw new Error('it was never there');
    const failure = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' });
    const broken = upload.send(async function* () {
      yield* inPieces(bytes.subarray(0, 100_000));
      await Promise.reject(failure);
    });
    await expect(broken).rejects.toBe(failure);
    expect(await contentOf(on.directory)).toEqual(before);
  });

  it('ends with the signal, even when its source hangs', async () => {
    await using on = await opened();
    const before = await contentOf(on.directory);
    const controller = new AbortController();
    const reason = new Error('SIGTERM');
    const upload = await on.app.openUpload(blob);
    if (upload === 'mounted') throw new Error('it was never there');
    const hanging = upload.send(
      async function* () {
        yield await Promise.resolve(bytes.subarray(0, 10));
        controller.abort(reason);
        await new Promise(() => undefined);
      },
      { signal: controller.signal },
    );
    await expect(hanging).rejects.toBe(reason);
    expect(await contentOf(on.directory)).toEqual(before);
  });

  it('of a blob by several at the same time is whole', async () => {
    await using on = await opened();
    const send = async (): Promise<void> => {
      const upload = await on.app.openUpload(blob);
      if (upload !== 'mounted') await upload.send(() => inPieces(bytes));
    };
    await Promise.all([send(), send(), send()]);
    expect(digestOf(await collect(on.app.fetchBlob(blob)))).toBe(blob.digest);
  });
});

describe('content that is damaged on the disk', () => {
  const [first] = blobsOf(image);
  if (!first) throw new Error('an image without blobs');

  it.each([
    { damage: 'other bytes', content: new Uint8Array(first.blob.size) },
    { damage: 'too few bytes', content: first.bytes.subarray(1) },
    { damage: 'too many bytes', content: Buffer.concat([first.bytes, first.bytes]) },
  ])('($damage) is not given out as a blob', async ({ content }) => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    await writeFile(blobFile(on.directory, first.blob.digest), content);
    const read = collect(on.app.fetchBlob(first.blob));
    await expect(read).rejects.toMatchObject({ name: 'LayoutError', code: 'CORRUPT_CONTENT' });
    await expect(read).rejects.toThrow(
      `blobs/sha256/${first.blob.digest.slice(7)} is not what its name says`,
    );
  });

  it('has another size than a caller says', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    const wrong = { ...first.blob, size: first.blob.size + 1 };
    await using reading = await openLayout(on.directory, { rights: 'read-only' });
    await expect(reading.repository('app').hasBlob(wrong)).rejects.toMatchObject({ code: 'CORRUPT_CONTENT' });
    // Who may write brings it again; that it has its digest is checked then.
    expect(await on.app.hasBlob(wrong)).toBe(false);
  });

  it('is replaced by whoever brings it again, a blob and a manifest alike', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    for (const digest of [first.blob.digest, image.descriptor.digest]) {
      await truncate(blobFile(on.directory, digest), 10);
    }
    await push(on.app, image, 'v1');
    expect(await collect(on.app.fetchBlob(first.blob))).toEqual(Buffer.from(first.bytes));
    expect((await on.app.fetchManifest('v1'))?.bytes).toEqual(Buffer.from(image.bytes));
  });

  it('is not given out as a manifest', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    await writeFile(blobFile(on.directory, image.descriptor.digest), other.bytes);
    for (const reference of ['v1', image.descriptor.digest]) {
      await expect(on.app.fetchManifest(reference)).rejects.toMatchObject({ code: 'CORRUPT_CONTENT' });
      await expect(on.app.resolve(reference)).rejects.toMatchObject({ code: 'CORRUPT_CONTENT' });
    }
  });

  it('or missing is told as missing', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    await rm(blobFile(on.directory, image.descriptor.digest));
    await rm(blobFile(on.directory, first.blob.digest));
    await expect(on.app.resolve('v1')).rejects.toMatchObject({ code: 'MISSING_CONTENT' });
    await expect(collect(on.app.fetchBlob(first.blob))).rejects.toMatchObject({ code: 'MISSING_CONTENT' });
    expect(await on.app.hasBlob(first.blob)).toBe(false);
  });
});

describe('referrers', () => {
  it('are found where a tag of the repository reaches them', async () => {
    await using on = await opened();
    const sbom = buildArtifact('sbom', { subject: image.descriptor, annotations: { a: 'b' } });
    const hidden = buildArtifact('hidden', { subject: image.descriptor });
    await push(on.app, image, 'v1');
    await push(on.app, hidden);
    expect(await on.app.referrers(image.descriptor.digest)).toEqual([]);
    await push(on.app, buildIndex([image, sbom]), 'all');
    expect(await on.app.referrers(image.descriptor.digest)).toEqual([
      {
        ...manifestOf(sbom).descriptor,
        artifactType: 'application/vnd.example.sbom.v1',
        annotations: { a: 'b' },
      },
    ]);
    expect(await on.layout.repository('foo').referrers(image.descriptor.digest)).toEqual([]);
  });

  it('are found under the referrers tag', async () => {
    await using on = await opened();
    const sbom = buildArtifact('sbom', { subject: image.descriptor });
    const tag = image.descriptor.digest.replace(':', '-');
    await push(on.app, buildIndex([sbom]), tag);
    const found = await on.app.referrers(image.descriptor.digest);
    expect(found.map(({ digest }) => digest)).toEqual([sbom.descriptor.digest]);
  });
});

describe('a layout that was closed', () => {
  it('answers nothing any more, and leaves no temporary files', async () => {
    await using on = await opened();
    await push(on.app, image, 'v1');
    await on.layout.close();
    await expect(on.app.list()).rejects.toMatchObject({ code: 'CLOSED' });
    await expect(on.app.pushManifest(manifestOf(index), { tag: 'v2' })).rejects.toThrow(LayoutError);
    expect(Object.keys(await contentOf(path.join(on.directory, '.cip')))).toEqual([]);
  });
});
