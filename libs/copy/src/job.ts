import type { Step } from '@cip/plan';
import type { BlobFigures } from './blob-figures.js';
import type { Digest, RepositoryInventory, Source, WriteOnceTarget } from '@cip/oci';

/** What an inventory tells a copy. */
export function destinationFacts(inventory: RepositoryInventory): DestinationFacts {
  const { exists, readAt, completeness, manifests, unlisted } = inventory;
  // The digests alone: all else of the inventory may be forgotten.
  return {
    exists,
    readAt,
    ...(completeness.kind === 'complete' && { manifests: new Set(manifests.keys()) }),
    ...(unlisted && { unlisted }),
  };
}

/** What the listing said about a destination repository before the copy. */
export interface DestinationFacts {
  /** False: it was not there, so nothing needs to be looked up in it. */
  readonly exists: boolean;
  /** When that was read, in milliseconds since the epoch. */
  readonly readAt: number;
  /** Every manifest of the repository, where the registry lists them all. */
  readonly manifests?: Pick<ReadonlySet<Digest>, 'has'>;
  /** Manifests that are there, and that the list of their subject's referrers lacks. */
  readonly unlisted?: Pick<ReadonlySet<Digest>, 'has'>;
  /**
   * Every tag, with its digest where that is known; what is in place by this is not sent again. Without it, the tags of
   * the jobs count as absent when the listing was read.
   */
  readonly tags?: ReadonlyMap<string, Digest | undefined>;
}

/**
 * One digest for one destination repository: `copy` and `attach` bring the graph, `tag` only adds tags to what is there.
 * Without tags it is the digest alone.
 */
export interface Job {
  readonly kind: Step['kind'];
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly source: Source;
  readonly target: WriteOnceTarget;
  readonly facts?: DestinationFacts;
  /**
   * A repository path on the target's registry that is believed to hold what the graph refers to. Blobs are mounted from
   * there, unless this run knows better; where it lacks one, that costs one request.
   */
  readonly mountFrom?: string;
}

/** What became of a job. */
export interface JobResult {
  /**
   * `promoted`: written and read back. `existing`: everything was there when its turn came. `blocked`: each of its
   * tags is taken by another digest. `planned`: an abort came first.
   */
  readonly state: 'promoted' | 'existing' | 'blocked' | 'failed' | 'planned';
  /** Tags that turned out to be taken, and by what; the others were written. */
  readonly taken: readonly { readonly tag: string; readonly holder: string }[];
  readonly figures: BlobFigures;
  /** Of `failed`. */
  readonly error?: unknown;
}
