export { attestedOf, type Carried, type CarriedArtifact, type CarriedSignature } from './carried.js';
export { type ChoiceOptions, chooseAttached, type LeftBehind } from './choose-attached.js';
export { createProver, type ProverOptions } from './create-prover.js';
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
