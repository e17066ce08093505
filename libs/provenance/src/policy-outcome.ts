import type { BuildLevel, ProvenancePolicy } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import { type AppliedPolicy, nameBelow, type PolicyPlace } from './applied-policies.js';
import type { AttestedImage } from './attestation.js';
import { evaluate } from './evaluate.js';
import type { Evaluation } from './evaluation.js';
import { signerText } from './words.js';

/** What one policy says of an image, without the attestations themselves: a plan keeps it for each new image. */
export interface PolicyOutcome extends Pick<Evaluation, 'satisfied' | 'by' | 'violations' | 'notes'> {
  /** The name of the manifest whose policy it is. */
  readonly manifest: string;
  readonly where: PolicyPlace;
  readonly mode: ProvenancePolicy['mode'];
  readonly level?: BuildLevel;
  /** Who signed what the policy accepts, each once. */
  readonly signedBy: readonly string[];
  /** The manifests of the bundles, and the layers of `.att`, that the policy accepts. */
  readonly accepted: readonly Digest[];
}

/**
 * Holds an image of a source against the policies that apply to it. Rejects on abort only: what cannot be read is not proven,
 * and the outcome says so.
 */
export type Prove = (
  source: string,
  digest: Digest,
  policies: readonly AppliedPolicy[],
) => Promise<readonly PolicyOutcome[]>;

/** The outcomes of policies for an image of a source repository, with its registry. */
export function policyOutcomes(
  policies: readonly AppliedPolicy[],
  image: AttestedImage,
  source: string,
): PolicyOutcome[] {
  return policies.map((applied) =>
    policyOutcome(applied, evaluate(applied.policy, image, nameBelow(applied.source, source))),
  );
}

/** The outcome of one policy. */
export function policyOutcome(
  { policy, manifest, where }: AppliedPolicy,
  evaluation: Evaluation,
): PolicyOutcome {
  const { satisfied, level, by, violations, notes, accepted } = evaluation;
  return {
    manifest,
    where,
    mode: policy.mode,
    satisfied,
    ...(level !== undefined && { level }),
    by,
    signedBy: [...new Set(accepted.map(({ signer }) => signerText(signer)))].sort(),
    accepted: [...new Set(accepted.map(({ attestation }) => attestation.digest))].sort(),
    violations,
    notes,
  };
}
