import {
  type CallOptions,
  type Descriptor,
  type Digest,
  digestOf,
  formatRepositoryName,
  isIndexType,
  mediaTypes,
  parseJsonObject,
  type RawManifest,
  readManifest,
  referrersTag,
  TagMovedError,
} from '@cip/oci';
import { callTo, type RepositoryContext } from './context.js';
import type { EnteredReferrers } from './entered-referrers.js';
import { KnownTag, type TagReading } from './known-tag.js';
import type { Manifests } from './manifests.js';

// Others may grow the tag at the same time, and the registry cannot tell us apart.
const attempts = 5;

/** The tag is not what it was when it was read. */
class Changed extends Error {}

/**
 * Keeps the list of referrers where a registry lacks the API (distribution-spec v1.1, "Pushing Manifests with Subject"):
 * an index under the tag `sha256-<hex>`. It is the one tag that a write-once client may move, and only to an index
 * that has all the old one had.
 */
export class ReferrersTag {
  readonly #repository: string;

  constructor(
    private readonly context: RepositoryContext,
    private readonly manifests: Manifests,
    private readonly entered: EnteredReferrers,
  ) {
    this.#repository = formatRepositoryName(context.name);
  }

  /** Adds a manifest to the list of its subject. Throws `TagMovedError` when the tag is something else than an index. */
  async add(referrer: RawManifest, subject: Digest, options: CallOptions): Promise<void> {
    const list = { repository: this.#repository, subject };
    await this.entered.enter(list, entryOf(referrer), (entries) => this.#grow(subject, entries, options));
  }

  /** Reads the list again, and enters again what this client had entered and somebody else's write removed. */
  async confirm(subject: Digest, options: CallOptions): Promise<void> {
    const list = { repository: this.#repository, subject };
    const entries = this.entered.take(list);
    if (entries.length > 0) await this.entered.alone(list, () => this.#grow(subject, entries, options));
  }

  async #grow(subject: Digest, entries: readonly Descriptor[], options: CallOptions): Promise<void> {
    const tag = referrersTag(subject);
    for (let attempt = 1; ; attempt++) {
      const { manifest: index, readAt } = await this.manifests.fetchTag(tag, options);
      const missing = missingIn(index, entries);
      const [first] = missing;
      if (first === undefined) return;
      if (index && !isIndexType(index.descriptor.mediaType)) throw this.#taken(tag, index.descriptor, first);
      if (attempt > attempts) throw this.#taken(tag, index?.descriptor ?? first, first);
      await this.#put(tag, grown(index, missing), { before: index?.descriptor.digest, readAt }, options);
    }
  }

  /** Resolves without a write when the tag is no longer what was read: what is in the list now is to be kept. */
  async #put(
    tag: string,
    index: RawManifest,
    { before, readAt }: { readonly before: Digest | undefined; readonly readAt: number },
    { signal }: CallOptions,
  ): Promise<void> {
    const look = (): Promise<TagReading> => this.manifests.read(tag, { signal, lane: 'slotless' });
    const check = (present: Digest | undefined): void => {
      if (present !== before) throw new Changed();
    };
    const known = new KnownTag(this.context.clock, look, check, readAt);
    const call = callTo(this.context, {
      kind: 'manifest-put',
      method: 'PUT',
      at: `manifests/${tag}`,
      headers: { 'content-type': index.descriptor.mediaType },
      body: index.bytes,
      condition: known,
      signal,
    });
    try {
      await this.context.transport.retrying(call, (patience) => {
        if (patience.attempts > 0) known.forget();
        return this.context.transport.attempt(call, patience, async (answer) => {
          if (answer.status !== 201 && answer.status !== 200) throw await answer.failure();
        });
      });
    } catch (error) {
      if (!(error instanceof Changed)) throw error;
    }
  }

  #taken(tag: string, present: Descriptor, wanted: Descriptor): TagMovedError {
    return new TagMovedError(this.#repository, tag, present.digest, wanted.digest);
  }
}

/** What the list lacks, each digest once: one manifest may have been pushed twice at a time. */
function missingIn(index: RawManifest | undefined, entries: readonly Descriptor[]): readonly Descriptor[] {
  const missing = new Map(entries.map((entry) => [entry.digest, entry]));
  if (!index || !isIndexType(index.descriptor.mediaType)) return [...missing.values()];
  const { children, blobs } = readManifest(index);
  for (const { digest } of [...children, ...blobs]) missing.delete(digest);
  return [...missing.values()];
}

/** The index with more entries; what it had stays as it was written. */
function grown(index: RawManifest | undefined, added: readonly Descriptor[]): RawManifest {
  const old = index ? parseJsonObject(index.bytes) : undefined;
  const entries: unknown[] = Array.isArray(old?.['manifests']) ? old['manifests'] : [];
  const value = {
    schemaVersion: 2,
    mediaType: mediaTypes.ociIndex,
    ...old,
    manifests: [...entries, ...added],
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
