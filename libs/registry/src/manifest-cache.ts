import type { Digest, RawManifest } from '@cip/oci';
import { SharedWork } from './shared-work.js';

/** Manifests by `host/repository` and digest, the least recently used forgotten first. Absence is not kept. */
export class ManifestCache {
  readonly #kept = new Map<string, RawManifest>();
  readonly #reading = new SharedWork<RawManifest | undefined>();
  #bytes = 0;
  #deletions = 0;

  constructor(private readonly mostBytes: number) {}

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
    if (kept) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept;
    }
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
    const size = manifest.bytes.byteLength;
    if (size > this.mostBytes) return;
    const key = `${repository}@${digest}`;
    this.#forget(key);
    this.#kept.set(key, manifest);
    this.#bytes += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.mostBytes) break;
      this.#forget(oldest);
    }
  }

  /** Says that a manifest may be there no more. */
  deleted(repository: string, digest: Digest): void {
    this.#deletions++;
    this.#forget(`${repository}@${digest}`);
  }

  #forget(key: string): void {
    const kept = this.#kept.get(key);
    if (!kept) return;
    this.#bytes -= kept.bytes.byteLength;
    this.#kept.delete(key);
  }
}
