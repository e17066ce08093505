export type { AttestedImage, Attestation, ProvenSigner, Verification } from './attestation.js';
export { evaluate } from './evaluate.js';
export { evaluateWithoutPolicy } from './evaluate-without-policy.js';
export type { AcceptedAttestation, Evaluation } from './evaluation.js';
export { parseStatement, type Statement } from './statement.js';
