import { liesIn } from '@cip/audit';
import { hostOf } from '@cip/oci';
import { type FreshOptions, freshManifests } from './fresh-manifests.js';
import type { ManifestState } from '@cip/source';

export interface WatchedOptions extends FreshOptions {
  /** Registries that are watched besides the destinations of the manifests. */
  readonly watch: readonly string[];
}

/**
 * Whether a change concerns anything that is watched. `unknown-host`: nothing on that host is. `unknown`: the manifests
 * that would say so cannot be read.
 */
export type Concern =
  | { readonly kind: 'watched' | 'unwatched' | 'unknown-host' }
  | { readonly kind: 'unknown'; readonly reason: string };

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
    if (this.#isIn(fresh, repository)) return { kind: 'watched' };
    const host = hostOf(repository);
    const isKnown = [...fresh.promises.registries, ...this.#watch].some((one) => hostOf(one) === host);
    return { kind: isKnown ? 'unwatched' : 'unknown-host' };
  }

  #isIn({ promises }: ManifestState, repository: string): boolean {
    return (
      promises.in(repository) !== undefined ||
      liesIn(promises.registries, repository) ||
      liesIn(this.#watch, repository)
    );
  }
}
