import type { Digest, Failure, Presence } from '@cip/oci';
import type { Where } from '../plan.js';

/** From what is in order to what nobody knows. */
export const imageStates = [
  'in-place',
  'not-promoted',
  'tag-moved',
  'missing-source',
  'conflict',
  'invalid-manifest',
  'unpromised',
  'unknown',
] as const;

/**
 * `in-place`: as promised. `not-promoted`: promised, not there yet. `tag-moved`: the tag is there on another digest.
 * `missing-source`: neither there nor in the source. `conflict`: manifests give the tag to several digests.
 * `invalid-manifest`: a mistake hides what is promised. `unpromised`: there, and promised by no manifest. `unknown`: could
 * not be read.
 */
export type ImageState = (typeof imageStates)[number];

/** One tag, or one digest without a tag, in one destination repository. */
export interface ImageStatus {
  readonly state: ImageState;
  /** The image's `name` in the manifest; where no manifest names it, as it was asked for. */
  readonly image: string;
  /** The manifest that promises it; absent where none does. */
  readonly subproject?: string;
  /** The source repository; absent where no manifest names one. */
  readonly source?: string;
  /** A repository with its registry; absent of a mistake in a manifest. */
  readonly destination?: string;
  /** What is promised; of what is not, what is there. As written in the manifest where that is the mistake. */
  readonly digest?: string;
  readonly tag?: string;
  /** Whether the destination has the digest; absent of a mistake in a manifest. */
  readonly presence?: Presence;
  /** What the tag is on in the destination; absent where the tag is not, or nobody knows. */
  readonly holder?: Digest;
  /** Whether the source has the digest; absent where nobody asked. */
  readonly inSource?: Presence;
  /** What kept an answer from being known, or what the mistake is. */
  readonly reason?: string;
  /** Of what could not be read: the facts that `reason` was made of. */
  readonly failure?: Failure;
  readonly where?: Where;
}
