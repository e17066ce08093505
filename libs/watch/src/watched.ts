import { liesIn } from '@cip/audit';
import type { ManifestsKeeper, ManifestState } from './manifests-keeper.js';

export interface WatchedOptions {
  readonly manifests: ManifestsKeeper;
  /** Registries that are watched besides the destinations of the manifests. */
  readonly watch: readonly string[];
  /** The age of manifests, in milliseconds, up to which nobody looks again whether a registry has become a destination. */
  readonly staleAfter: number;
  readonly signal?: AbortSignal;
}

/**
 * Tells what is watched: the destination registries, and what is named besides. A registry may have become a
 * destination since the manifests were read, so what looks like nobody's is looked up again when they are old.
 */
export class Watched {
  readonly #watch: readonly string[];
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: WatchedOptions) {
    this.#watch = options.watch.map((prefix) => prefix.replace(/\/+$/, ''));
  }

  /** Whether a change that arrived at a time concerns anything that is watched. Rejects only on abort. */
  async includes(repository: string, arrival: number): Promise<boolean> {
    const { current } = this.options.manifests;
    if (this.#isIn(current, repository)) return true;
    const oldest = arrival - this.options.staleAfter;
    if (current.readAt >= oldest || this.#lookedAt >= oldest) return false;
    const fresh = await this.#look(oldest, arrival);
    return fresh !== undefined && this.#isIn(fresh, repository);
  }

  // A failure says nothing about what is watched; it is not tried again for every stranger that comes along.
  async #look(oldest: number, arrival: number): Promise<ManifestState | undefined> {
    const { manifests, signal } = this.options;
    try {
      return await manifests.since(oldest, { ...(signal && { signal }) });
    } catch {
      signal?.throwIfAborted();
      this.#lookedAt = arrival;
      return undefined;
    }
  }

  #isIn({ promises }: ManifestState, repository: string): boolean {
    return (
      promises.in(repository) !== undefined ||
      liesIn(promises.registries, repository) ||
      liesIn(this.#watch, repository)
    );
  }
}
