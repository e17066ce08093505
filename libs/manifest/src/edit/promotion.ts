import type { Digest } from '@cip/oci';

/** What is to be promoted besides: one digest of an image, and the tags that it is to have. */
export interface AddedPromotion {
  readonly image: string;
  readonly digest: Digest;
  readonly tags: readonly string[];
}
