import type { Descriptor } from '@cip/oci';
import { ByteBudget } from './byte-budget.js';

interface Entry {
  readonly size: number;
  readonly bytes: Promise<Uint8Array>;
  users: number;
}

/** The part of the memory that blobs may take which nobody uses just now. */
const idleShare = 1 / 16;

/**
 * Small blobs, read once and kept for every destination that still wants them. What nobody uses stays for those who come
 * a little later, until the memory is needed or much else came since, least recently used first.
 */
export class HeldBlobs {
  readonly #entries = new Map<string, Entry>();
  readonly budget: ByteBudget;
  #idleBytes = 0;

  constructor(private readonly totalBytes: number) {
    this.budget = new ByteBudget(totalBytes, (bytes) => {
      this.#evict(bytes);
    });
  }

  /** Gives the blob's bytes to `work`, reading them with `read` unless they are held. */
  async use(
    blob: Descriptor,
    read: () => Promise<Uint8Array>,
    work: (bytes: Uint8Array) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    const key = contentKey(blob);
    const entry = this.#entries.get(key) ?? this.#load(blob, read, signal);
    if (entry.users === 0 && this.#entries.has(key)) this.#idleBytes -= entry.size;
    entry.users += 1;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    try {
      await work(await entry.bytes);
    } finally {
      entry.users -= 1;
      if (entry.users === 0 && this.#entries.get(key) === entry) this.#idleBytes += entry.size;
      this.#evict(this.budget.contended ? entry.size : this.#idleBytes - this.totalBytes * idleShare);
    }
  }

  #load(blob: Descriptor, read: () => Promise<Uint8Array>, signal?: AbortSignal): Entry {
    const bytes = this.#read(blob, read, signal);
    const entry = { size: blob.size, bytes, users: 0 };
    const key = contentKey(blob);
    bytes.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    return entry;
  }

  async #read(
    blob: Descriptor,
    read: () => Promise<Uint8Array>,
    signal: AbortSignal | undefined,
  ): Promise<Uint8Array> {
    await this.budget.acquire(blob.size, signal);
    try {
      return await read();
    } catch (error) {
      this.budget.release(blob.size);
      throw error;
    }
  }

  #evict(bytes: number): void {
    let wanted = bytes;
    for (const [digest, entry] of this.#entries) {
      if (wanted <= 0) return;
      if (entry.users > 0) continue;
      this.#entries.delete(digest);
      this.#idleBytes -= entry.size;
      this.budget.release(entry.size);
      wanted -= entry.size;
    }
  }
}

/** Descriptors share content when they agree on the size, too: one that is wrong spoils no read of the others. */
export function contentKey({ digest, size }: Descriptor): string {
  return `${digest}/${size}`;
}
