export { canonicalText } from './canonical/canonical-text.js';
export { type FormatDeviation, formatDeviation } from './canonical/deviation.js';
export { type ImageContent, imagesText, registriesText } from './canonical/write-manifests.js';
export { emptyTree } from './empty-tree.js';
export { sortedProblems } from './file-problems.js';
export { type Found, findAt } from './manifest-part.js';
export { fingerprint, problemKey } from './fingerprint.js';
export { groupBy } from './group-by.js';
export type { FileContent, ManifestInput, TreeFile, UnreadableFile } from './manifest-input.js';
export { type JsonSchema, type ManifestKind, manifestSchemas } from './manifest-schemas.js';
export { parsePlainManifest } from './parse-plain-manifest.js';
export { parseThinTree } from './parse-thin-tree.js';
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
export { largestFile, readYaml } from './read-yaml.js';
export { isRegistryName, whyNotARegistryName } from './registry-name.js';
export { type CheckedShape, checkShape, type Fault, offsetOfFault } from './schema-faults.js';
export { placeOfTag } from './tag-place.js';
export { compareTexts, sortedBy } from './sorted.js';
export { roleInTree, type TreeRole } from './tree-layout.js';
export { YamlError } from './yaml-error.js';
export { describeNode, entryOf, itemsOf, shortText, textUnder, type YamlNode } from './yaml-node.js';
