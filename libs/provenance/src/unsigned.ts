import type { Digest, Failure } from '@cip/oci';
import type { PromisedImage } from './attachment.js';
import type { MadeKind } from './made-kinds.js';

/** What a digest lacks of what the promoter signs. */
export interface Unsigned {
  /** The image, or one of its platform manifests. */
  readonly on: Digest;
  /** Not empty, sorted as {@link madeKinds}. */
  readonly kinds: readonly MadeKind[];
  /** The repository with its registry that it is copied from; absent where it is made. */
  readonly from?: string;
}

/** What an image lacks in a destination repository. */
export interface UnsignedImage {
  readonly missing: readonly Unsigned[];
  /** Why that is not known, or not all of it. */
  readonly unread?: Failure;
}

/**
 * Finds out what of the promoter's own an image lacks in a destination repository, with its registry. Rejects on abort only: what
 * cannot be read is `unread`.
 */
export type FindUnsigned = (image: PromisedImage, destination: string) => Promise<UnsignedImage>;
