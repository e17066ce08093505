import type { CallOptions, Digest, Presence } from '@cip/oci';

/** What is asked about one destination repository. */
export interface Question {
  readonly tags: readonly string[];
  readonly digests: readonly Digest[];
  /** Those of the digests that are wanted without a tag: a repository that lists no tag may hold them all the same. */
  readonly untagged: readonly Digest[];
}

/**
 * What a destination repository holds, as far as it was asked for. A tag that is not in `tags` does not exist; a
 * digest that is neither in `digests` nor a value of `tags` does not exist. What could not be read is in `unknown`.
 */
export interface RepositoryInventory {
  readonly exists: boolean;
  /** Of the listing, in milliseconds since the epoch. */
  readonly readAt: number;
  readonly tags: ReadonlyMap<string, Digest>;
  readonly digests: ReadonlySet<Digest>;
  /** `digests` names every manifest of the repository, not only those asked for. */
  readonly complete: boolean;
  /** Reads that failed, with the reason: keys are the tags and digests concerned. */
  readonly unknown: ReadonlyMap<string, string>;
}

/** The answer about one digest in a source repository; `reason` says why it is unknown. */
export interface SourcePresence {
  readonly presence: Presence;
  readonly reason?: string;
}

/** What registries hold, read on demand. Neither method rejects, except on abort: what cannot be read is unknown. */
export interface Inventory {
  /** Undefined inventory: nothing could be read, for `reason`. */
  destination(
    repository: string,
    question: Question,
    options?: CallOptions,
  ): Promise<RepositoryInventory | { readonly unreachable: string }>;
  source(repository: string, digest: Digest, options?: CallOptions): Promise<SourcePresence>;
}
