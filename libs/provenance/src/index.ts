export type { AttestedImage, Attestation, ProvenSigner, Verification } from './attestation.js';
export { evaluate, evaluateWithoutPolicy } from './evaluate.js';
export type { AcceptedAttestation, Evaluation } from './evaluation.js';
export { parseStatement, type Statement } from './statement.js';
