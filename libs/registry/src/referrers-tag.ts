import {
  type CallOptions,
  type Descriptor,
  type Digest,
  digestOf,
  formatRepositoryName,
  isDigest,
  isIndexType,
  mediaTypes,
  parseJsonObject,
  type RawManifest,
  readManifest,
  referrersTag,
  TagMovedError,
} from '@cip/oci';
import { callTo, type RepositoryContext } from './context.js';
import type { Manifests } from './manifests.js';

// Others may grow the tag at the same time, and the registry cannot tell us apart.
const attempts = 5;

/**
 * Keeps the list of referrers where a registry lacks the API (distribution-spec v1.1, "Pushing Manifests with Subject"):
 * an index under the tag `sha256-<hex>`. It is the one tag that a write-once client may move, and only to an index
 * that has all the old one had.
 */
export class ReferrersTag {
  // One writer at a time for each subject: two of this process would undo each other's work.
  readonly #writing = new Map<Digest, Promise<void>>();

  constructor(
    private readonly context: RepositoryContext,
    private readonly manifests: Manifests,
  ) {}

  /** Adds a manifest to the list of its subject. Throws `TagMovedError` when the tag is something else than an index. */
  async add(referrer: RawManifest, subject: Digest, options: CallOptions): Promise<void> {
    const before = this.#writing.get(subject) ?? Promise.resolve();
    const work = before.catch(() => undefined).then(() => this.#grow(referrer, subject, options));
    this.#writing.set(subject, work);
    try {
      await work;
    } finally {
      if (this.#writing.get(subject) === work) this.#writing.delete(subject);
    }
  }

  async #grow(referrer: RawManifest, subject: Digest, options: CallOptions): Promise<void> {
    const tag = referrersTag(subject);
    for (let attempt = 1; ; attempt++) {
      const listed = await this.manifests.fetch(tag, options);
      if (listed && !isIndexType(listed.descriptor.mediaType)) throw this.#taken(tag, listed, referrer);
      if (listed && lists(listed, referrer.descriptor.digest)) return;
      if (attempt > attempts) throw this.#taken(tag, listed ?? referrer, referrer);
      await this.#put(tag, grown(listed, referrer), options);
    }
  }

  async #put(tag: string, index: RawManifest, { signal }: CallOptions): Promise<void> {
    const call = callTo(this.context, {
      kind: 'manifest-put',
      method: 'PUT',
      at: `manifests/${tag}`,
      headers: { 'content-type': index.descriptor.mediaType },
      body: index.bytes,
      signal,
    });
    await this.context.transport.exchange(call, async (answer) => {
      if (answer.status !== 201 && answer.status !== 200) throw await answer.failure();
    });
  }

  #taken(tag: string, present: RawManifest, wanted: RawManifest): TagMovedError {
    const repository = formatRepositoryName(this.context.name);
    return new TagMovedError(repository, tag, present.descriptor.digest, wanted.descriptor.digest);
  }
}

/** The digest of a manifest's `subject`, if it has one. */
export function subjectOf({ bytes }: RawManifest): Digest | undefined {
  const subject = parseJsonObject(bytes)?.['subject'];
  if (typeof subject !== 'object' || subject === null || !('digest' in subject)) return undefined;
  return typeof subject.digest === 'string' && isDigest(subject.digest) ? subject.digest : undefined;
}

function lists(index: RawManifest, digest: Digest): boolean {
  const { children, blobs } = readManifest(index);
  return [...children, ...blobs].some((entry) => entry.digest === digest);
}

/** The index with one more entry; what it had stays as it was written. */
function grown(index: RawManifest | undefined, referrer: RawManifest): RawManifest {
  const old = index ? parseJsonObject(index.bytes) : undefined;
  const entries: unknown[] = Array.isArray(old?.['manifests']) ? old['manifests'] : [];
  const value = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    ...old,
    manifests: [...entries, entryOf(referrer)],
  };
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  const mediaType = index?.descriptor.mediaType ?? mediaTypes.ociIndex;
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength }, bytes };
}

function entryOf({ descriptor, bytes }: RawManifest): Descriptor {
  const { mediaType, digest, size } = descriptor;
  const manifest = parseJsonObject(bytes);
  const config = manifest?.['config'];
  const configType =
    typeof config === 'object' && config !== null && 'mediaType' in config && config.mediaType;
  const artifactType = manifest?.['artifactType'] ?? configType;
  const annotations = manifest?.['annotations'];
  return {
    mediaType,
    digest,
    size,
    ...(typeof artifactType === 'string' && { artifactType }),
    ...(isAnnotations(annotations) && { annotations }),
  };
}

function isAnnotations(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((text) => typeof text === 'string')
  );
}
