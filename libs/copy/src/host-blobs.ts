import type { Digest } from '@cip/oci';

/**
 * What this run knows of the blobs of one registry: in which repositories they are, and where they are being put right
 * now. Work for one blob in one repository happens once, however many images share it.
 */
export class HostBlobs {
  readonly #repositories = new Map<Digest, Map<string, Promise<void>>>();

  /** The blob is in the repository, or on its way. */
  knows(digest: Digest, repository: string): boolean {
    return this.#repositories.get(digest)?.has(repository) ?? false;
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
    const holders = this.#repositories.get(digest) ?? new Map<string, Promise<void>>();
    this.#repositories.set(digest, holders);
    const known = holders.get(repository);
    if (known) {
      await known;
      return;
    }
    // Only those who came before: so nobody waits in a circle.
    const work = firstHolder([...holders]).then(bring);
    holders.set(repository, work);
    try {
      await work;
    } catch (error) {
      if (holders.get(repository) === work) holders.delete(repository);
      throw error;
    }
  }
}

async function firstHolder(holders: readonly [string, Promise<void>][]): Promise<string | undefined> {
  for (const [repository, work] of holders) {
    try {
      await work;
      return repository;
    } catch {
      // That copy failed and reports it; the next holder may do.
    }
  }
  return undefined;
}
