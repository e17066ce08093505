export { attestedOf, type Carried, type CarriedArtifact, type CarriedSignature } from './carried.js';
export { readCarried, type ReadCarriedOptions } from './read-carried.js';
export { readTrustedKey, readTrustRoot, type Trust, TrustError, type TrustedKey } from './trust.js';
