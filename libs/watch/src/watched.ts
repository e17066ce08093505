import { liesIn } from '@cip/audit';
import { type FreshOptions, freshManifests } from './fresh-manifests.js';
import type { ManifestState } from './manifests-keeper.js';

export interface WatchedOptions extends FreshOptions {
  /** Registries that are watched besides the destinations of the manifests. */
  readonly watch: readonly string[];
}

/** Whether a change concerns anything that is watched; `unknown`: the manifests that would say so cannot be read. */
export type Concern =
  { readonly kind: 'watched' | 'unwatched' } | { readonly kind: 'unknown'; readonly reason: string };

/**
 * Tells what is watched: the destination registries, and what is named besides. A registry may have become a destination
 * a moment ago: that a change is nobody's is said only from manifests that were read after it arrived.
 */
export class Watched {
  readonly #watch: readonly string[];

  constructor(private readonly options: WatchedOptions) {
    this.#watch = options.watch.map((prefix) => prefix.replace(/\/+$/, ''));
  }

  /** Rejects only on abort. */
  async concernOf(repository: string, arrival: number): Promise<Concern> {
    if (this.#isIn(this.options.manifests.current, repository)) return { kind: 'watched' };
    const fresh = await freshManifests(arrival, this.options);
    if (typeof fresh === 'string') return { kind: 'unknown', reason: fresh };
    return { kind: this.#isIn(fresh, repository) ? 'watched' : 'unwatched' };
  }

  #isIn({ promises }: ManifestState, repository: string): boolean {
    return (
      promises.in(repository) !== undefined ||
      liesIn(promises.registries, repository) ||
      liesIn(this.#watch, repository)
    );
  }
}
