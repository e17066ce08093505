import type { Digest, Failure } from '@cip/oci';
import type { AskedSignatures } from './knowledge.js';

export const verifiedReasons = ['promised', 'child', 'attached'] as const;
export const rejectedReasons = [
  'wrong-digest',
  'unknown-tag',
  'unknown-digest',
  'unknown-repository',
  'unknown-attachment',
  'unknown-host',
  'deleted',
  'malformed',
] as const;

export type VerifiedReason = (typeof verifiedReasons)[number];
export type RejectedReason = (typeof rejectedReasons)[number];

/** What the manifests say about a change. `explanation` is half a sentence for people. */
export type Verdict =
  | {
      readonly verdict: 'VERIFIED';
      readonly reason: VerifiedReason;
      readonly explanation: string;
      /** The promised digest that explains a child or an attached artifact. */
      readonly parent?: Digest;
    }
  | {
      readonly verdict: 'REJECTED';
      readonly reason: RejectedReason;
      readonly explanation: string;
      /** Of `unknown-attachment`: it says that it is an image signature, or a promoter's record or summary. */
      readonly ofPromoters?: true;
    }
  | {
      readonly verdict: 'UNREACHABLE';
      readonly reason: 'unreachable';
      readonly explanation: string;
      /** Of the read that failed. */
      readonly failure?: Failure;
    };

/** What is attached is what the promoter would have attached. `by`: who signed what the source does not have. */
export interface Accepted {
  readonly verdict: 'ACCEPTED';
  readonly by: readonly string[];
}

/** What must be read before a verdict can be given, from the event's repository unless said otherwise. */
export interface Needs {
  readonly verdict: 'NEEDS';
  readonly manifests?: readonly Digest[];
  /** To be resolved. */
  readonly tags?: readonly string[];
  /** Digests whose tags must be found. */
  readonly tagged?: readonly Digest[];
  /** Digests that the source may have. */
  readonly inSource?: readonly Digest[];
  /** To be resolved in the source, and read there. */
  readonly originals?: readonly string[];
  /** Tags to be resolved in the other regions, and read there. */
  readonly elsewhere?: readonly string[];
  /** Attached artifacts whose signatures are to be verified. */
  readonly signed?: readonly AskedSignatures[];
}
