import type { Digest } from '@cip/oci';

/** What the tag of an attached artifact pointed at when it was verified. */
export interface AttachedTag {
  readonly repository: string;
  readonly tag: string;
  readonly digest: Digest;
  /** When the change was reported, in milliseconds since the epoch. */
  readonly publishedAt: number;
}

/** Keeps what tags of attached artifacts pointed at for later processes. */
export interface AttachedTagsKeeper {
  /** What earlier processes left, oldest first. */
  attachedTags(): Iterable<AttachedTag>;
  /** A failure is logged: later processes look elsewhere then. */
  keepAttachedTag(attached: AttachedTag): void;
}
