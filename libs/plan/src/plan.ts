import type { Digest, Failure, Shard } from '@cip/oci';
import type { Attachment, PolicyOutcome, Unsigned } from '@cip/provenance';
import type { List } from './lazy-list.js';

/** Where a manifest asks for something: `file` relative to the working directory, `line` from 1. */
export interface Where {
  readonly file: string;
  readonly line: number;
}

/** What every line of a plan says. `source` and `destination` are repositories with their registry. */
interface PlanItem {
  /** The image's `name` in the manifest. */
  readonly image: string;
  readonly source: string;
  readonly destination: string;
  readonly where?: Where;
}

/**
 * One digest that one destination repository lacks (`copy`), or lacks tags of (`tag`), an attached artifact that an image lacks
 * there (`attach`), or one digest that lacks something there that the promoter signs (`sign`). `tags` are those to be written,
 * sorted; a copy without tags promotes the digest alone, or enters it into the list of its subject's referrers.
 */
export interface Step extends PlanItem {
  readonly kind: 'copy' | 'tag' | 'attach' | 'sign';
  readonly digest: Digest;
  readonly tags: readonly string[];
  /** Of an attached artifact: what it belongs to. */
  readonly attached?: AttachedTo;
  /** Of a digest that is to be signed: what is made for it. */
  readonly signs?: Signs;
  /** What provenance policies say of the image; absent where none applies. Saved plans do not have it. */
  readonly proof?: readonly PolicyOutcome[];
}

/** What an attached artifact belongs to, and what it is. */
export interface AttachedTo extends Pick<Attachment, 'on' | 'type' | 'signedBy'> {
  /** The image that manifests promise: `on` itself, or what `on` is a child of, or attached to. */
  readonly image: Digest;
}

/** What is made for a digest, or copied to where it lacks. */
export interface Signs extends Pick<Unsigned, 'kinds' | 'from'> {
  /** The image that manifests promise: the digest itself, or the index that has it. */
  readonly image: Digest;
}

/** A step of the kind `sign`. */
export type SignStep = Step & { readonly signs: Signs };

/** From where to where something is promoted. */
export type Side = 'source' | 'destination';

export const blockerKinds = [
  'tag-moved',
  'missing-source',
  'invalid-manifest',
  'conflict',
  'unreachable',
  'safety-stop',
  'provenance',
] as const;
export type BlockerKind = (typeof blockerKinds)[number];

/** One of the digests that manifests give the same tag. */
export interface Rival extends Where {
  readonly digest: Digest;
}

/**
 * What cannot be done without a human: one tag, or one digest without a tag, and a whole registry in case of `safety-stop`, whose
 * `destination` is then a host. `digest` is as written in the manifest.
 */
export interface Blocker extends PlanItem {
  readonly kind: BlockerKind;
  readonly digest: string;
  readonly tags: readonly string[];
  /** A sentence without a full stop: what was found, and what is wanted. */
  readonly reason: string;
  /** Of what could not be read: the facts that `reason` was made of. Saved plans do not have it. */
  readonly failure?: Failure;
  /** Which side could not be read. */
  readonly side?: Side;
  /** Of a tag that was moved: what it is on. Saved plans do not have it. */
  readonly holder?: string;
  /** Of what a provenance policy holds back: the facts that `reason` was made of. Saved plans do not have them. */
  readonly proof?: readonly PolicyOutcome[];
  /** Of a conflict: the facts that `reason` was made of. Saved plans do not have them. */
  readonly rivals?: readonly Rival[];
}

/** One digest that is in place, with those of its tags that are. */
export interface InPlace extends PlanItem {
  readonly kind: 'copy';
  readonly digest: Digest;
  readonly tags: readonly string[];
}

/** What makes production agree with the manifests. Sorted by destination, image and digest: equal input gives equal bytes. */
export interface Plan {
  readonly version: 1;
  /** The fingerprint of the parsed manifests that the plan was made from. */
  readonly manifests: Digest;
  /** When this is the part of one shard: the others plan the rest. */
  readonly shard?: Shard;
  readonly steps: List<Step>;
  readonly blockers: readonly Blocker[];
  /** How many items are in place already. */
  readonly existing: number;
  /** The items counted by `existing`, when asked for. */
  readonly inPlace?: List<InPlace>;
}

/**
 * What became of a step. `existing`: it was found done when its turn came. `blocked`: every tag of it turned out to
 * be taken. `planned`: a signal came first. `blockers` are tags that turned out to be taken by another digest.
 */
export interface StepOutcome {
  readonly state: 'promoted' | 'existing' | 'blocked' | 'failed' | 'planned';
  readonly reason?: string;
  /** Of a step that failed: the facts that `reason` was made of. */
  readonly failure?: Failure;
  /** On which side it failed, where that is known. */
  readonly side?: Side;
  /** What was being done then, as in `pushing manifest`. */
  readonly operation?: string;
  readonly blockers: readonly Blocker[];
}

/** A plan that was read from a file: its steps are in memory. */
export interface SavedPlan extends Plan {
  readonly steps: readonly Step[];
}
