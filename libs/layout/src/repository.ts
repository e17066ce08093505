import {
  type CallOptions,
  isDigest,
  type Listing,
  parseDigest,
  parseTag,
  type RawManifest,
  type RepositoryName,
  type Source,
  type Target,
  type WriteOnceTarget,
} from '@cip/oci';
import type { BlobFiles, GrowingBlobFiles } from './blob-files.js';
import type { IndexFile } from './index-file.js';
import type { IndexWriter } from './index-writer.js';
import { withoutTags } from './layout-index.js';
import { fetchManifest } from './manifest-files.js';
import { ManifestPush } from './manifest-push.js';
import { Referrers } from './referrers.js';

/** What is needed to read a layout. */
export interface ReadingParts {
  readonly index: IndexFile;
  readonly blobs: BlobFiles;
}

/** What is needed to write to a layout. */
export interface WritingParts {
  readonly index: IndexFile;
  readonly blobs: GrowingBlobFiles;
  readonly writer: IndexWriter;
}

/** The right to read one repository; the object has no method that writes. */
export function readOnlyRepository(name: RepositoryName, { index, blobs }: ReadingParts): Source {
  const referrers = new Referrers(name.repository, index, blobs);
  const fetch = async (reference: string, { signal }: CallOptions = {}): Promise<RawManifest | undefined> => {
    signal?.throwIfAborted();
    return fetchManifest(index, blobs, name.repository, reference);
  };
  return {
    name,
    list: (options) => list(name.repository, index, options),
    resolve: async (reference, options) => (await fetch(reference, options))?.descriptor,
    fetchManifest: fetch,
    hasBlob: async (blob, { signal } = {}) => {
      signal?.throwIfAborted();
      return blobs.has(blob);
    },
    fetchBlob: (blob, options) => blobs.read(blob, options),
    referrers: (subject, options) => referrers.list(subject, options),
  };
}

/** The right to read one repository and to add to it. What it says is there is marked as in use. */
export function writeOnceRepository(name: RepositoryName, parts: WritingParts): WriteOnceTarget {
  const { index, blobs, writer } = parts;
  const reading = readOnlyRepository(name, parts);
  const pushing = new ManifestPush(name, blobs, index, writer);
  const fetch: Source['fetchManifest'] = async (reference, options) => {
    const found = await reading.fetchManifest(reference, options);
    return found && (await blobs.mark(found.descriptor.digest)) ? found : undefined;
  };
  return {
    ...reading,
    fetchManifest: fetch,
    resolve: async (reference, options) => (await fetch(reference, options))?.descriptor,
    hasBlob: async (blob, { signal } = {}) => {
      signal?.throwIfAborted();
      return blobs.claim(blob);
    },
    openUpload: async (blob, { signal } = {}) => {
      signal?.throwIfAborted();
      if (await blobs.claim(blob)) return 'mounted';
      return { send: (content, options) => blobs.write(blob, content(0), options) };
    },
    pushManifest: (manifest, options) => pushing.push(manifest, options),
    // A layout finds referrers by their `subject`; nobody keeps a list that another could overwrite.
    confirmReferrers: () => Promise.resolve(),
  };
}

/** The right to do everything with one repository. */
export function wholeRepository(name: RepositoryName, parts: WritingParts): Target {
  const { index, blobs, writer } = parts;
  const pushing = new ManifestPush(name, blobs, index, writer);
  return {
    ...writeOnceRepository(name, parts),
    delete: (reference, options) => deleteTags(name.repository, reference, writer, options),
    retag: (manifest, tag, options) => pushing.retag(manifest, tag, options),
  };
}

async function list(repository: string, index: IndexFile, options?: CallOptions): Promise<Listing> {
  const readAt = Date.now();
  const tags = (await index.read(options)).tags.get(repository) ?? new Map();
  return { exists: tags.size > 0, readAt, tags, manifests: undefined };
}

async function deleteTags(
  repository: string,
  reference: string,
  writer: IndexWriter,
  options?: CallOptions,
): Promise<boolean> {
  const checked = reference.includes(':') ? parseDigest(reference) : parseTag(reference);
  let found = false;
  await writer.update((index) => {
    const rest = withoutTags(index, repository, (tag, digest) =>
      isDigest(checked) ? digest === checked : tag === checked,
    );
    found = rest !== index;
    return rest;
  }, options);
  return found;
}
