import type { Digest, RawManifest } from '@cip/oci';
import { LRUCache } from 'lru-cache';
import { SharedWork } from './shared-work.js';

/** What an entry takes besides its content: its key, and its place among the others. */
const entryBytes = 512;

/** Manifests by `host/repository` and digest, the least recently used forgotten first. Absence is not kept. */
export class ManifestCache {
  readonly #kept: LRUCache<string, RawManifest>;
  readonly #reading = new SharedWork<RawManifest | undefined>();
  #deletions = 0;

  constructor(mostBytes: number) {
    // A manifest that is larger than all of the cache is not kept.
    this.#kept = new LRUCache({
      maxSize: Math.max(1, mostBytes),
      sizeCalculation: ({ bytes }) => entryBytes + bytes.byteLength,
    });
  }

  /** The manifest from the cache, or by `read`; concurrent reads of one manifest share one `read`. */
  async get(
    repository: string,
    digest: Digest,
    read: (signal: AbortSignal) => Promise<RawManifest | undefined>,
    signal?: AbortSignal,
  ): Promise<RawManifest | undefined> {
    signal?.throwIfAborted();
    const key = `${repository}@${digest}`;
    const kept = this.#kept.get(key);
    if (kept) return kept;
    return this.#reading.do(
      key,
      async (shared) => {
        const deletions = this.#deletions;
        const found = await read(shared);
        // What was read may have been deleted since.
        if (found && deletions === this.#deletions) this.keep(repository, found, digest);
        return found;
      },
      signal,
    );
  }

  keep(repository: string, manifest: RawManifest, digest = manifest.descriptor.digest): void {
    this.#kept.set(`${repository}@${digest}`, manifest);
  }

  /** Says that a manifest may be there no more. */
  deleted(repository: string, digest: Digest): void {
    this.#deletions++;
    this.#kept.delete(`${repository}@${digest}`);
  }
}
