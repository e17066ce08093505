import type { Digest } from '@cip/oci';
import { type AppliedPolicy, nameBelow } from './applied-policies.js';
import type { AttestedImage } from './attestation.js';
import { isBuildProvenance } from './build-facts.js';
import { evaluate } from './evaluate.js';
import { whyUnread } from './evaluate-digest.js';
import type { AcceptedAttestation } from './evaluation.js';
import { childrenOf } from './read-attestation.js';
import type { InputAttestation, SummarySource } from './verification-summary.js';

/** What could not be read, so that nothing can be said in a summary. */
export interface UnreadStaging {
  /** A sentence without its end. */
  readonly unread: string;
}

/**
 * What policies make of an image of a source repository (with its registry), for a verification summary. A summary stays for good:
 * where something could not be read that might have satisfied a policy, there is no verdict.
 */
export function judgeStaged(
  policies: readonly AppliedPolicy[],
  image: AttestedImage,
  source: string,
): SummarySource | UnreadStaging {
  const evaluations = policies.map((applied) =>
    evaluate(applied.policy, image, nameBelow(applied.source, source)),
  );
  const [unread] = [image, ...childrenOf(image)].flatMap(whyUnread);
  if (unread !== undefined && evaluations.some(({ satisfied }) => !satisfied)) return { unread };
  const inputs = evaluations.flatMap(({ accepted }) => inputsOf(image.digest, accepted, source));
  const outcomes = evaluations.map(({ satisfied, level }) => ({
    satisfied,
    ...(level !== undefined && { level }),
  }));
  return { outcomes, inputs };
}

/** Of an index that is judged by provenance of its own, what is accepted of its platforms counts for those alone. */
function inputsOf(
  digest: Digest,
  accepted: readonly AcceptedAttestation[],
  source: string,
): InputAttestation[] {
  const own = accepted.filter(({ about }) => about === digest);
  const counting = own.some(({ predicateType }) => isBuildProvenance(predicateType)) ? own : accepted;
  return counting.flatMap(({ attestation: { reference } }) =>
    reference ? [{ uri: source + reference.at, digest: reference.content }] : [],
  );
}
