export { canonicalText } from './canonical/canonical-text.js';
export { type FormatDeviation, formatDeviation } from './canonical/deviation.js';
export {
  type DestinationContent,
  type ImageContent,
  imagesText,
  registriesText,
} from './canonical/write-manifests.js';
export { addPromotions, type FileWithMore } from './edit/add-promotions.js';
export { destinationsLike, type LikeDestinations } from './edit/destinations-like.js';
export type { AddedPromotion } from './edit/promotion.js';
export { emptyTree } from './empty-tree.js';
export { ambiguousDigests, findStandings, type Standing } from './find/find-standings.js';
export { sortedProblems } from './file-problems.js';
export { type Found, findAt } from './manifest-part.js';
export { fingerprint, problemKey, provenanceFacts } from './fingerprint.js';
export type { FileContent, ManifestInput, TreeFile, UnreadableFile } from './manifest-input.js';
export type { JsonSchema } from './json-schema.js';
export { type ManifestKind, manifestSchemas } from './manifest-schemas.js';
export { largestFile, largestTree, limits, mostFiles } from './limits.js';
export { parsePlainManifest, parsingPlainManifest } from './parse-plain-manifest.js';
export { parseThinTree, parsingThinTree } from './parse-thin-tree.js';
export { lineOf, positionOf } from './position.js';
export { claimableBy, demandedLevel, standsFor } from './provenance/build-levels.js';
export { type ParsedSigner, parseSigner, signerRemedy } from './provenance/parse-signer.js';
export { matchesPath } from './provenance/path-pattern.js';
export type {
  Builder,
  BuildLevel,
  Caller,
  ImageLevel,
  Matcher,
  ProvenancePolicy,
  Signer,
} from './provenance/provenance-policy.js';
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
export { readYaml } from './read-yaml.js';
export { isRegistryName, whyNotARegistryName } from './registry-name.js';
export { type CheckedShape, checkShape, type Fault, offsetOfFault } from './schema-faults.js';
export { finish, type Steps } from './steps.js';
export { placeOfTag } from './tag-place.js';
export { roleInTree, type TreeRole } from './tree-layout.js';
export { YamlError } from './yaml-error.js';
export { describeNode, entryOf, itemsOf, shortText, textUnder, type YamlNode } from './yaml-node.js';
