import type { Digest, Failure, ImageFacts } from '@cip/oci';
import type { Plan } from '@cip/plan';
import type { PolicyOutcome } from '@cip/provenance';

export type { ImageFacts } from '@cip/oci';

/** What could not be read: nothing is known about it. */
export interface Unreadable {
  readonly failure: Failure;
}

/** The version of an image to compare a new one with: the newest that was promoted before, by its tags. */
export interface PromotedVersion {
  readonly digest: Digest;
  readonly tag: string;
  readonly facts: ImageFacts | Unreadable;
}

/** What the attestations of an image say, in its source. */
export interface AddedProvenance {
  /** What each policy that applies makes of them; empty where none applies. */
  readonly outcomes: readonly PolicyOutcome[];
  /** Attestations that do not verify, a sentence each; only where no policy applies. */
  readonly invalid: readonly string[];
  /** Who signed what the image itself carries, each signer once, whether a policy accepts them or not. */
  readonly signers: readonly string[];
  /** Some of what the image carries could not be read. */
  readonly isPartial: boolean;
}

/** One digest that a change adds, as registries know it. */
export interface AddedImage {
  /** The source repository, with its registry. */
  readonly source: string;
  readonly digest: Digest;
  /** Absent: neither in the source nor in production. */
  readonly facts?: ImageFacts | Unreadable;
  /** Of the same image name. */
  readonly newest?: PromotedVersion;
  /** Absent: nothing of it is copied, or the source could not be read. */
  readonly provenance?: AddedProvenance;
}

/** A read that failed. What it was about is neither there nor missing. */
export interface Unread {
  /** The repository, with its registry. */
  readonly repository: string;
  readonly failure: Failure;
}

/** What registries hold of what a change adds. */
export interface RegistryFacts {
  /** Of what the change adds, with what is in place. */
  readonly plan: Plan;
  /** The tags that the change names, in the source: source repository → tag → digest. A tag that is not there is not in the map. */
  readonly sourceTags: ReadonlyMap<string, ReadonlyMap<string, Digest | Unreadable> | Unreadable>;
  /** Each digest of a source repository once. */
  readonly added: readonly AddedImage[];
  /** Everything that could not be read, sorted by repository and reason. */
  readonly unread: readonly Unread[];
}
