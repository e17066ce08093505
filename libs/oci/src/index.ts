export { type Artifact, artifactOf, type Attachment, isAsItsTagSays } from './artifact.js';
export { attachedTags, referrersTag, subjectOf, subjectOfTag } from './attached-artifacts.js';
export { compareTexts } from './compare-texts.js';
export type { Descriptor, Platform, RawManifest } from './descriptor.js';
export { causeChain, describeError, messageOf } from './describe-error.js';
export {
  algorithmOf,
  type Digest,
  digestOf,
  digestStart,
  hasherFor,
  isDigest,
  parseDigest,
  whyNotADigest,
} from './digest.js';
export { DigestMismatchError, InvalidManifestError, InvalidReferenceError, TagMovedError } from './errors.js';
export {
  causeKey,
  describeAlike,
  describeFailure,
  type Failure,
  type FailureCode,
  failureCodes,
  failureOf,
} from './failure.js';
export { groupBy } from './group-by.js';
export type { ImageFacts } from './image-facts.js';
export { isObject, nestsDeeper, parseJsonObject } from './json-object.js';
export { type ManifestContent, readManifest } from './manifest-content.js';
export { contradictionIn } from './manifest-contradiction.js';
export {
  isForeignLayerType,
  isImageType,
  isIndexType,
  isManifestType,
  isSchema1Type,
  manifestAccept,
  mediaTypes,
} from './media-types.js';
export { onAbort, unlessAborted, untilAborted } from './on-abort.js';
export { partId } from './part-id.js';
export { printable, printableLines } from './printable.js';
export { quoted } from './quoted.js';
export { readBlob } from './read-blob.js';
export { type DigestReference, parseReference, type Reference, type TagReference } from './reference.js';
export {
  type Completeness,
  failureToList,
  type FoundManifest,
  type Inventory,
  leastComplete,
  type Origin,
  origins,
  type Question,
  type RepositoryInventory,
  type SourcePresence,
} from './repository-inventory.js';
export {
  formatRepositoryName,
  hostOf,
  isRegistryHost,
  isRepositoryPath,
  parseRepositoryName,
  type RepositoryName,
  usualHost,
  whyNotARepository,
} from './repository-name.js';
export { formatShard, isFirst, isMine, type Shard, shardOf } from './shard.js';
export { hasText, indexOfSorted } from './sorted-search.js';
export { isTag, parseTag, whyNotATag } from './tag.js';
export type {
  CallOptions,
  ContentFrom,
  Listing,
  Presence,
  PushManifestOptions,
  ReferrersOptions,
  Source,
  Target,
  Upload,
  WriteOnceTarget,
} from './target.js';
export { Turns } from './turns.js';
export { verifiedStream } from './verified-stream.js';
export { withoutPassword } from './without-password.js';
