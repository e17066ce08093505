import type { Digest, Failure } from '@cip/oci';

/** An attached artifact that belongs to an image: a manifest that is a referrer of `on`, or stands under `tag`. */
export interface Attachment {
  /** The image, one of its children, or another artifact of theirs. */
  readonly on: Digest;
  /** Of the artifact's manifest. */
  readonly digest: Digest;
  /** `sha256-<hex>.sig`, `.att` or `.sbom`; absent for a referrer. */
  readonly tag?: string;
  /** What it is, as a report says it: a predicate type, an artifact type, `signature`, `attestations`, `SBOM`. */
  readonly type: string;
  /** Who signed it, each once, sorted; empty where nobody did, or nobody who could be verified. */
  readonly signedBy: readonly string[];
}

/** An image that manifests promise, in its source. */
export interface PromisedImage {
  /** The source repository, with its registry. */
  readonly source: string;
  readonly digest: Digest;
  /** Empty where nobody has said it. */
  readonly mediaType: string;
  /** The destination does not have it yet. */
  readonly isNew: boolean;
}

/** What a destination lacks of what should be attached to an image there. */
export interface MissingAttachments {
  readonly missing: readonly Attachment[];
  /** Why that is not known, or not all of it. */
  readonly unread?: { readonly side: 'source' | 'destination'; readonly failure: Failure };
  /** What is attached to the image in its source that no promotion may disregard, policy or not. */
  readonly violations?: readonly string[];
}

/**
 * Finds out what is to be attached to an image in a destination repository, with its registry. Rejects on abort only: what
 * cannot be read is `unread`.
 */
export type FindMissing = (image: PromisedImage, destination: string) => Promise<MissingAttachments>;
