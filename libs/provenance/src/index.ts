export { AppliedPolicies, type AppliedPolicy, nameBelow, type PolicyPlace } from './applied-policies.js';
export type { AttestedImage, Attestation, CertifiedRun, ProvenSigner, Verification } from './attestation.js';
export type { Attachment, FindMissing, MissingAttachments, PromisedImage } from './attachment.js';
export { evaluate } from './evaluate.js';
export { evaluateWithoutPolicy } from './evaluate-without-policy.js';
export type { AcceptedAttestation, Evaluation } from './evaluation.js';
export { policyOutcome, type PolicyOutcome, type Prove } from './policy-outcome.js';
export { parseStatement, type Statement } from './statement.js';
export { signerText } from './words.js';
