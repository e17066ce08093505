import type { BuildLevel } from '@cip/manifest';
import type { Digest } from '@cip/oci';
import type { Attestation, ProvenSigner } from './attestation.js';

/** An attestation that a policy accepts. */
export interface AcceptedAttestation {
  /** The image that it is about: of an index, it may be one of its children. */
  readonly about: Digest;
  readonly attestation: Attestation;
  readonly predicateType: string;
  readonly signer: ProvenSigner;
}

/** Whether an image satisfies a policy, and why. */
export interface Evaluation {
  readonly satisfied: boolean;
  /** Absent when not satisfied. */
  readonly level?: BuildLevel;
  /** The builder that counts, absent when not satisfied; of an index that passes by its children, each builder once. */
  readonly by: readonly string[];
  /** The attestations that the policy accepts (also on children, each with the digest it is about). */
  readonly accepted: readonly AcceptedAttestation[];
  /** In words, one sentence each, bounded in number; empty when satisfied. */
  readonly violations: readonly string[];
  /** Worth a word, but no violation: foreign signers, other types. */
  readonly notes: readonly string[];
}
