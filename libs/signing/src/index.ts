export { AttachedChoice, type ChoiceOptions, type Chosen, type LeftBehind } from './attached-choice.js';
export { attestedOf, type Carried, type CarriedArtifact, type CarriedSignature } from './carried.js';
export { createProver, type ProverOptions } from './create-prover.js';
export { createStagingJudge, type JudgedStaging, type JudgeStaging } from './create-staging-judge.js';
export { findMissing, type FindMissingOptions } from './find-missing.js';
export { bundleArtifact, type BundleFacts } from './make/bundle-artifact.js';
export type { CertificateIdentity } from './make/certificate.js';
export { createSigner, type Signer, type SignerOptions } from './make/create-signer.js';
export { findOpen, type FoundOpen } from './make/find-open.js';
export type { TokenSource } from './make/identity-token.js';
export { legacyArtifact } from './make/legacy-artifact.js';
export type { LegacyLayer } from './make/legacy-layer.js';
export type { MadeArtifact, MadeBlob } from './make/made-artifact.js';
export type { ToMake } from './make/made-kinds.js';
export type { OwnSigner } from './make/own-artifacts.js';
export { signMissing, type SignedDigest, type SignMissingOptions } from './make/sign-missing.js';
export {
  type KeylessSettings,
  type KeySettings,
  type SignerSettings,
  type TokenSettings,
} from './make/signer-settings.js';
export { SigningError, type SigningErrorCode } from './make/signing-error.js';
export { publicGoodRoot, type PublicGoodOptions } from './public-good-root.js';
export {
  readCarried,
  type ReadCarriedOptions,
  platformsOf,
  readOwnArtifacts,
  subjectOf,
} from './read-carried.js';
export { type AskedArtifact, type Believed, readSigned, type UnreadSignatures } from './read-signed.js';
export {
  isTrusted,
  readTrustedKey,
  readTrustRoot,
  type Trust,
  TrustError,
  type TrustedKey,
  type TrustRoot,
} from './trust.js';
