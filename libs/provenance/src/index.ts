export { AppliedPolicies, type AppliedPolicy, nameBelow, type PolicyPlace } from './applied-policies.js';
export type {
  AttestedImage,
  Attestation,
  AttestationReference,
  CertifiedRun,
  ProvenSigner,
  Verification,
} from './attestation.js';
export type { Attachment, FindMissing, MissingAttachments, PromisedImage } from './attachment.js';
export { evaluate } from './evaluate.js';
export { evaluateWithoutPolicy } from './evaluate-without-policy.js';
export type { AcceptedAttestation, Evaluation } from './evaluation.js';
export { type SignedImage, signatureStatement, simpleSigningPayload } from './image-signature.js';
export type { DigestSet, InTotoStatement } from './in-toto-statement.js';
export { type MadeKind, madeKinds } from './made-kinds.js';
export { judgeStaged, type UnreadStaging } from './judge-staged.js';
export { isAmong } from './match-signer.js';
export { policyOutcome, type PolicyOutcome, policyOutcomes, type Prove } from './policy-outcome.js';
export { predicateTypes } from './predicate-types.js';
export {
  type ManifestFacts,
  type PromoterFacts,
  type PromotionFacts,
  promotionRecord,
} from './promotion-record.js';
export { type ProwJob, prowJobIn } from './prow-job.js';
export type { JudgedSignature, SignedArtifact } from './signed-artifact.js';
export { parseStatement, type Statement } from './statement.js';
export {
  commonPolicy,
  type InputAttestation,
  sourceOfPlatform,
  type SummaryFacts,
  type SummaryPolicy,
  type SummarySource,
  verificationSummary,
} from './verification-summary.js';
export type { FindUnsigned, Unsigned, UnsignedImage } from './unsigned.js';
export { signerText } from './words.js';
