import type { Descriptor, Digest } from '@cip/oci';
import { LRUCache } from 'lru-cache';

// Images that follow one another share most; of what was long ago, a look-up or an upload tells.
const mostKnown = 2048;

/**
 * What this run knows of the blobs of one registry: in which repositories they are, and where they are being put right
 * now. Work for one blob in one repository happens once, however many images share it.
 */
export class HostBlobs {
  /** Repositories that have the blob. */
  readonly #holders = new LRUCache<Digest, Set<string>>({ max: mostKnown });
  readonly #sizes = new LRUCache<Digest, number>({ max: mostKnown });
  readonly #underWay = new Map<Digest, Map<string, Promise<void>>>();

  /** The blob is in the repository, or on its way. */
  knows(digest: Digest, repository: string): boolean {
    return (
      this.#holders.get(digest)?.has(repository) === true ||
      this.#underWay.get(digest)?.has(repository) === true
    );
  }

  /** The size in bytes of a blob whose content this run has seen. */
  sizeOf(digest: Digest): number | undefined {
    return this.#sizes.get(digest);
  }

  /** The content of the blob was held against its digest, and has that size. */
  measured({ digest, size }: Pick<Descriptor, 'digest' | 'size'>): void {
    this.#sizes.set(digest, size);
  }

  /**
   * Runs `bring` unless the blob is in the repository already. `bring` is told a repository of the same registry
   * that has the blob, if one is known.
   */
  async ensure(
    digest: Digest,
    repository: string,
    bring: (mountFrom: string | undefined) => Promise<void>,
  ): Promise<void> {
    if (this.#holders.get(digest)?.has(repository) === true) return;
    const underWay = this.#underWay.get(digest) ?? new Map<string, Promise<void>>();
    this.#underWay.set(digest, underWay);
    const known = underWay.get(repository);
    if (known) {
      await known;
      return;
    }
    // Only those who came before: so nobody waits in a circle.
    const work = this.#firstHolder(digest, [...underWay]).then(bring);
    underWay.set(repository, work);
    try {
      await work;
      this.#hold(digest, repository);
    } finally {
      underWay.delete(repository);
      if (underWay.size === 0) this.#underWay.delete(digest);
    }
  }

  #hold(digest: Digest, repository: string): void {
    const holders = this.#holders.get(digest);
    if (holders) holders.add(repository);
    else this.#holders.set(digest, new Set([repository]));
  }

  async #firstHolder(
    digest: Digest,
    underWay: readonly [string, Promise<void>][],
  ): Promise<string | undefined> {
    const [holder] = this.#holders.get(digest) ?? [];
    if (holder !== undefined) return holder;
    for (const [repository, work] of underWay) {
      try {
        await work;
        return repository;
      } catch {
        // That copy failed and reports it; the next holder may do.
      }
    }
    return undefined;
  }
}
