import type { Digest } from './digest.js';
import type { Failure } from './failure.js';
import type { CallOptions, Presence } from './target.js';

/**
 * How much of a repository, or of a set of repositories, is known. `complete`: all of it. `tags-only`: all tags; digests
 * without a tag may be missing. `unknown`: anything may be missing, and with a `failure` more is wrong than that somebody does
 * not vouch for it: nothing could be listed, or what was listed is not true (`CONTRADICTION`).
 */
export type Completeness =
  | { readonly kind: 'complete' }
  | { readonly kind: 'tags-only'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly failure?: Failure };

/** What told of a manifest first. `manifests`: nobody listed it; it was asked for by a digest or tag that manifests name. */
export const origins = ['listing', 'tags', 'children', 'referrers', 'manifests'] as const;

export type Origin = (typeof origins)[number];

/** One manifest of a repository, as far as it is known without reading it. */
export interface FoundManifest {
  readonly digest: Digest;
  /** Empty where the registry did not say. */
  readonly mediaType: string;
  /** In bytes; undefined where only a listing was read. */
  readonly size: number | undefined;
  /** None for what is held by digest alone. */
  readonly tags: readonly string[];
  readonly origin: Origin;
}

/**
 * What a repository holds. A tag or digest that was asked about and is in none of the maps does not exist. What was not asked
 * about and is not there may exist all the same, unless the inventory is `complete`.
 */
export interface RepositoryInventory {
  /** `host[:port]/path`. */
  readonly repository: string;
  readonly completeness: Completeness;
  /** The registry knows the repository, or something in it was found. */
  readonly exists: boolean;
  /** When the oldest of the requests was sent, in milliseconds since the epoch: nothing here is newer. */
  readonly readAt: number;
  readonly tags: ReadonlyMap<string, Digest>;
  readonly manifests: ReadonlyMap<Digest, FoundManifest>;
  /** Tags and digests that could not be read. */
  readonly unknown: ReadonlyMap<string, Failure>;
  /** Manifests with a `subject` that the list of its referrers lacks, as far as that was asked. */
  readonly unlisted?: ReadonlySet<Digest>;
}

/** What is asked about one repository. */
export interface Question {
  readonly tags: readonly string[];
  readonly digests: readonly Digest[];
  /** Those of the digests that are wanted without a tag: a repository that lists no tag may hold them all the same. */
  readonly untagged: readonly Digest[];
  /**
   * Whether those without a tag are in the list of their subject's referrers, if they have one. For that, a registry that
   * does not list manifests is asked for them by GET instead of HEAD, and for one list for each subject; one that lists
   * them is only asked where it also lists a referrers tag. Default: false.
   */
  readonly areListed?: boolean;
}

/** The answer about one digest in a source repository. */
export interface SourcePresence {
  readonly presence: Presence;
  /** Why it is unknown. */
  readonly failure?: Failure;
}

/** What registries hold, read on demand. Neither method rejects, except on abort: what cannot be read is unknown. */
export interface Inventory {
  /** What a destination repository holds of what is asked. */
  destination(repository: string, question: Question, options?: CallOptions): Promise<RepositoryInventory>;
  source(repository: string, digest: Digest, options?: CallOptions): Promise<SourcePresence>;
}

/** The failure that kept the repository from being listed, if there was one: all that was asked about is unknown then. */
export function failureToList({ completeness }: RepositoryInventory): Failure | undefined {
  if (completeness.kind !== 'unknown' || completeness.failure?.code === 'CONTRADICTION') return undefined;
  return completeness.failure;
}

const fromBest = ['complete', 'tags-only', 'unknown'] as const;

/** What is known of several together: as little as of the least known, of which the first counts. */
export function leastComplete(all: Iterable<Completeness>): Completeness {
  let least: Completeness = { kind: 'complete' };
  for (const one of all) if (fromBest.indexOf(one.kind) > fromBest.indexOf(least.kind)) least = one;
  return least;
}
