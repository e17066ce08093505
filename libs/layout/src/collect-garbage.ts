import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type CallOptions, type Descriptor, type Digest, InvalidManifestError, isDigest } from '@cip/oci';
import type { GrowingBlobFiles } from './blob-files.js';
import { GraphWalk } from './graph-walk.js';
import type { IndexWriter } from './index-writer.js';
import type { LayoutIndex } from './layout-index.js';
import { readManifestFile } from './manifest-files.js';
import { ifThere, onDisk } from './on-disk.js';

export interface GarbageOptions extends CallOptions {
  /**
   * What was written, or found by a writer, more recently than so many milliseconds ago stays, with all it refers to: a
   * run beside this one may be about to name it. Default: 3 600 000, an hour.
   */
  readonly olderThan?: number;
}

/** How many files of `blobs/`, and how many bytes. */
export interface FileCount {
  readonly files: number;
  readonly bytes: number;
}

/** What a garbage collection did. */
export interface GarbageResult {
  readonly removed: FileCount;
  /** Reached from an entry of the index. */
  readonly kept: FileCount;
  /** Reached from no entry, but too young. */
  readonly spared: FileCount;
}

export interface GarbageParts {
  readonly blobs: GrowingBlobFiles;
  readonly writer: IndexWriter;
}

/**
 * Removes the blobs that no entry of the index reaches. Content that cannot be read, or that an entry reaches and that
 * is not there, throws before anything is removed: what it refers to would be taken for garbage.
 */
export async function collectGarbage(
  { blobs, writer }: GarbageParts,
  options: GarbageOptions = {},
): Promise<GarbageResult> {
  const olderThan = options.olderThan ?? 3_600_000;
  const index = await writer.read(options);
  const wanted = new GraphWalk(blobs, options);
  await walkIndex(wanted, index, blobs);
  return writer.exclusively(async (now) => {
    await walkIndex(wanted, now, blobs);
    const young = new GraphWalk(blobs, options);
    await walkYoung(young, wanted, blobs, olderThan);
    return sweep(blobs, wanted.reached, young.reached, olderThan, options);
  });
}

async function walkIndex(walk: GraphWalk, { entries }: LayoutIndex, blobs: GrowingBlobFiles): Promise<void> {
  await walk.from(
    entries.map(({ descriptor }) => descriptor),
    {
      missing: (digest) => {
        throw blobs.missing(digest, 'manifest');
      },
    },
  );
}

async function walkYoung(
  walk: GraphWalk,
  wanted: GraphWalk,
  blobs: GrowingBlobFiles,
  olderThan: number,
): Promise<void> {
  for await (const digest of allDigests(blobs)) {
    if (wanted.reached.has(digest) || !(await isYoung(blobs, digest, olderThan))) continue;
    const manifest = await readManifestFile(blobs, digest);
    const root: Pick<Descriptor, 'digest' | 'mediaType'> = manifest?.descriptor ?? { digest, mediaType: '' };
    await unlessNoManifest(walk.from([root], { missing: () => undefined }));
  }
}

/** Any blob may look like a manifest, and refer to nothing that makes sense. */
async function unlessNoManifest(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof InvalidManifestError)) throw error;
  }
}

async function sweep(
  blobs: GrowingBlobFiles,
  wanted: ReadonlySet<Digest>,
  young: ReadonlySet<Digest>,
  olderThan: number,
  { signal }: CallOptions,
): Promise<GarbageResult> {
  const counts = {
    removed: { files: 0, bytes: 0 },
    kept: { files: 0, bytes: 0 },
    spared: { files: 0, bytes: 0 },
  };
  for await (const digest of allDigests(blobs)) {
    signal?.throwIfAborted();
    const stats = await blobs.stat(digest);
    if (!stats) continue;
    const spared = young.has(digest) || Date.now() - stats.mtimeMs < olderThan;
    const fate = wanted.has(digest) ? 'kept' : spared ? 'spared' : 'removed';
    if (fate === 'removed') await remove(blobs, digest);
    counts[fate].files += 1;
    counts[fate].bytes += stats.size;
  }
  return counts;
}

async function remove(blobs: GrowingBlobFiles, digest: Digest): Promise<void> {
  await onDisk({ directory: blobs.directory, doing: `removing ${digest}` }, () =>
    rm(blobs.file(digest), { force: true }),
  );
}

async function isYoung(blobs: GrowingBlobFiles, digest: Digest, olderThan: number): Promise<boolean> {
  const stats = await blobs.stat(digest);
  return stats !== undefined && Date.now() - stats.mtimeMs < olderThan;
}

/** Files whose names are no digests are left alone. */
async function* allDigests(blobs: GrowingBlobFiles): AsyncGenerator<Digest> {
  for (const algorithm of ['sha256', 'sha512']) {
    const folder = path.join(blobs.folder, algorithm);
    const names = await onDisk({ directory: blobs.directory, doing: 'listing blobs' }, () =>
      ifThere(readdir(folder)),
    );
    for (const name of names ?? []) {
      const digest = `${algorithm}:${name}`;
      if (isDigest(digest)) yield digest;
    }
  }
}
