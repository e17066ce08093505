import { rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestOf } from '@cip/oci';
import { buildArtifact, buildImage, buildIndex, buildMultiPlatform, type Image } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import {
  blobFile,
  blobsOf,
  contentOf,
  filesOf,
  inPieces,
  manifestOf,
  push,
  temporaryFolder,
} from './fixtures.js';
import { type Layout, openLayout } from './index.js';

interface Opened extends AsyncDisposable {
  readonly directory: string;
  readonly layout: Layout;
}

async function opened(): Promise<Opened> {
  const place = await temporaryFolder();
  const directory = path.join(place.folder, 'layout');
  const layout = await openLayout(directory, { rights: 'everything' });
  return {
    directory,
    layout,
    [Symbol.asyncDispose]: async () => {
      await layout.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

/** Blobs, manifest and children, each once. */
function digestsOf(...images: readonly Image[]): Set<Digest> {
  return new Set(
    images.flatMap((image) => [
      image.descriptor.digest,
      ...image.blobs.keys(),
      ...digestsOf(...image.children),
    ]),
  );
}

async function stored({ directory }: Opened): Promise<string[]> {
  return (await filesOf(path.join(directory, 'blobs'))).map((file) => file.replace('/', ':'));
}

/** Has all blobs look as if nobody had touched them for two hours. */
async function grownOld({ directory }: Opened): Promise<void> {
  const then = new Date(Date.now() - 2 * 3_600_000);
  for (const file of await filesOf(path.join(directory, 'blobs'))) {
    await utimes(path.join(directory, 'blobs', file), then, then);
  }
}

const image = buildImage('image');
const platforms = buildMultiPlatform('platforms');
const dropped = buildMultiPlatform('dropped');

describe('garbage collection', () => {
  it('removes what no tag reaches, and counts', async () => {
    await using on = await opened();
    const sbom = buildArtifact('sbom', { subject: image.descriptor });
    const nested = buildIndex([platforms, sbom]);
    await push(on.layout.repository('a'), nested, 'v1');
    await push(on.layout.repository('b'), image, 'v1');
    await push(on.layout.repository('b'), dropped, 'v2');
    await on.layout.repository('b').delete('v2');
    const all = await stored(on);
    await grownOld(on);
    const { removed, kept, spared } = await on.layout.collectGarbage();
    const [wanted, unwanted] = [digestsOf(nested, image), digestsOf(dropped)];
    expect(await stored(on)).toEqual([...wanted].sort());
    expect(removed.files).toBe([...unwanted].filter((digest) => !wanted.has(digest)).length);
    expect(kept.files).toBe(wanted.size);
    expect(kept.bytes + removed.bytes).toBeGreaterThan(0);
    expect(removed.files + kept.files).toBe(all.length);
    expect(spared).toEqual({ files: 0, bytes: 0 });
  });

  it('finds nothing the second time', async () => {
    await using on = await opened();
    await push(on.layout.repository('a'), platforms, 'v1');
    await grownOld(on);
    const before = await contentOf(on.directory);
    expect((await on.layout.collectGarbage()).removed).toEqual({ files: 0, bytes: 0 });
    expect(await contentOf(on.directory)).toEqual(before);
  });

  it('keeps what is young, with all it refers to', async () => {
    await using on = await opened();
    const app = on.layout.repository('a');
    await push(app, dropped);
    await push(app, image);
    await grownOld(on);
    // A run beside this one finds the index, and is about to name it.
    expect(await app.resolve(dropped.descriptor.digest)).toBeDefined();
    const { removed, spared } = await on.layout.collectGarbage();
    expect(new Set(await stored(on))).toEqual(digestsOf(dropped));
    expect(spared.files).toBe(digestsOf(dropped).size);
    expect(removed.files).toBe(digestsOf(image).size);
    expect(await app.pushManifest(manifestOf(dropped), { tag: 'v1' })).toBe('written');
  });

  it.each([
    {
      by: 'hasBlob',
      find: (layout: Layout) => blobsOf(image).map(({ blob }) => layout.repository('b').hasBlob(blob)),
    },
    {
      by: 'openUpload',
      find: (layout: Layout) => blobsOf(image).map(({ blob }) => layout.repository('b').openUpload(blob)),
    },
  ])('keeps blobs that $by said were there', async ({ find }) => {
    await using on = await opened();
    await push(on.layout.repository('a'), image);
    await grownOld(on);
    await Promise.all<unknown>(find(on.layout));
    expect((await on.layout.collectGarbage()).removed.files).toBe(1);
    for (const { blob } of blobsOf(image)) {
      expect(await on.layout.repository('b').hasBlob(blob)).toBe(true);
    }
  });

  it('can be told that nobody else is there', async () => {
    await using on = await opened();
    await push(on.layout.repository('a'), image);
    expect((await on.layout.collectGarbage({ olderThan: 0 })).removed.files).toBe(digestsOf(image).size);
    expect(await stored(on)).toEqual([]);
  });

  it('keeps what entries without a tag reach, and files that are no blobs', async () => {
    await using on = await opened();
    await push(on.layout.repository('a'), image, 'v1');
    const index = path.join(on.directory, 'index.json');
    const { descriptor } = manifestOf(image);
    await writeFile(index, JSON.stringify({ schemaVersion: 2, manifests: [descriptor] }));
    await writeFile(path.join(on.directory, 'blobs', 'sha256', 'README'), 'mine');
    await grownOld(on);
    expect((await on.layout.collectGarbage()).removed.files).toBe(0);
    expect(await stored(on)).toHaveLength(digestsOf(image).size + 1);
  });

  it.each([
    { what: 'is missing', code: 'MISSING_CONTENT', damage: (file: string) => rm(file) },
    { what: 'is damaged', code: 'CORRUPT_CONTENT', damage: (file: string) => writeFile(file, 'damaged') },
  ])('removes nothing when a manifest $what', async ({ code, damage }) => {
    await using on = await opened();
    await push(on.layout.repository('a'), platforms, 'v1');
    await push(on.layout.repository('a'), dropped);
    const [child] = platforms.children;
    if (!child) throw new Error('an index without children');
    await damage(blobFile(on.directory, child.descriptor.digest));
    await grownOld(on);
    const before = await stored(on);
    await expect(on.layout.collectGarbage()).rejects.toMatchObject({ name: 'LayoutError', code });
    expect(await stored(on)).toEqual(before);
  });

  it('is not led astray by a young blob that looks like a manifest', async () => {
    await using on = await opened();
    const bytes = new TextEncoder().encode('{"config":{},"layers":[1],"manifests":3}');
    const blob = { mediaType: 'text/plain', digest: digestOf(bytes), size: bytes.byteLength };
    const upload = await on.layout.repository('a').openUpload(blob);
    if (upload !== 'mounted') await upload.send(() => inPieces(bytes));
    expect((await on.layout.collectGarbage()).spared).toEqual({ files: 1, bytes: blob.size });
  });

  it('ends with the signal', async () => {
    await using on = await opened();
    await push(on.layout.repository('a'), platforms, 'v1');
    const reason = new Error('SIGTERM');
    const ended = on.layout.collectGarbage({ signal: AbortSignal.abort(reason) });
    await expect(ended).rejects.toBe(reason);
  });
});
