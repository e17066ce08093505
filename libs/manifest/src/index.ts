export { fingerprint } from './fingerprint.js';
export { positionOf } from './position.js';
export type {
  Image,
  ImageDigest,
  ManifestFile,
  ManifestTree,
  Place,
  Position,
  Problem,
  ProblemRule,
  PromotionManifest,
  RegistryEntry,
  Touched,
} from './promotion-manifest.js';
