export { AttachedChoice, type ChoiceOptions, type Chosen, type LeftBehind } from './attached-choice.js';
export { attestedOf, type Carried, type CarriedArtifact, type CarriedSignature } from './carried.js';
export { createProver, type ProverOptions } from './create-prover.js';
export { findMissing, type FindMissingOptions } from './find-missing.js';
export { publicGoodRoot, type PublicGoodOptions } from './public-good-root.js';
export { readCarried, type ReadCarriedOptions } from './read-carried.js';
export {
  readTrustedKey,
  readTrustRoot,
  type Trust,
  TrustError,
  type TrustedKey,
  type TrustRoot,
} from './trust.js';
