import type { Digest } from '@cip/oci';

export const driftKinds = [
  'missing',
  'unexpected',
  'tag-moved',
  'wrong-digest',
  'unreadable',
  'unreachable',
] as const;

/**
 * `missing`: promised and not there. `unexpected`: there, and explained by no manifest. `tag-moved`: a promised tag on
 * another digest. `wrong-digest`: bytes that do not hash to their digest. `unreadable`: an answer that is no manifest.
 * `unreachable`: no answer.
 */
export type DriftKind = (typeof driftKinds)[number];

/** One difference between the manifests and a destination repository. */
export interface Drift {
  readonly kind: DriftKind;
  /** With its registry. */
  readonly repository: string;
  readonly digest?: Digest;
  readonly tag?: string;
  /** Half a sentence for people. */
  readonly explanation: string;
}

/** Why nobody can say what is there. */
export interface Failure {
  readonly kind: 'wrong-digest' | 'unreadable' | 'unreachable';
  /** Half a sentence for people. */
  readonly reason: string;
}

/** What a destination repository was found to hold. */
export interface HeldRepository {
  readonly repository: string;
  readonly tags: ReadonlyMap<string, Digest>;
  /** Every manifest that is known to be there: all of them where the registry lists them. */
  readonly digests: ReadonlySet<Digest>;
  /** All manifests of the repository are among `digests`: a child of an index that is not is missing. */
  readonly complete: boolean;
  /** Tags and digests that could not be read. */
  readonly unknown: ReadonlyMap<string, Failure>;
}
