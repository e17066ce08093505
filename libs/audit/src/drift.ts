import { describeFailure, type Digest, type Failure } from '@cip/oci';

export const driftKinds = [
  'missing',
  'missing-attachment',
  'missing-signature',
  'missing-record',
  'missing-summary',
  'unexpected',
  'unknown-attachment',
  'foreign-signature',
  'tag-moved',
  'wrong-digest',
  'unreadable',
  'unreachable',
] as const;

/**
 * `missing`: promised and not there. `missing-attachment`: attached in other regions and not there, although all are to have the
 * same. `missing-signature`, `missing-record`, `missing-summary`: the project's promoter signs promised digests, and has not signed
 * this one, or what is there does not verify. `unexpected`: there, and explained by no manifest. `unknown-attachment`: attached to
 * something promised, and neither what its place says, nor in the source, nor by a trusted signer. `foreign-signature`: the same of
 * what says that it is an image signature, or a promoter's record or summary. `tag-moved`: a promised tag on another digest, or an
 * attached artifact that has lost something. `wrong-digest`: bytes that do not hash to their digest. `unreadable`: an answer that is
 * no manifest. `unreachable`: no answer.
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
  /** Of what could not be read: the facts that `explanation` was made of. */
  readonly failure?: Failure;
}

/** The drift that a failed read is. */
export function driftOfFailure(found: Pick<Drift, 'repository' | 'digest' | 'tag'>, failure: Failure): Drift {
  return { kind: driftKindOf(failure), ...found, explanation: describeFailure(failure), failure };
}

function driftKindOf({ code }: Failure): 'wrong-digest' | 'unreadable' | 'unreachable' {
  if (code === 'DIGEST_MISMATCH') return 'wrong-digest';
  const isAnswer = code === 'INVALID_MANIFEST' || code === 'INVALID_ANSWER' || code === 'TOO_LARGE';
  return isAnswer ? 'unreadable' : 'unreachable';
}
