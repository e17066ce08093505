export type { ChangeEvent } from './change-event.js';
export { type Drift, type DriftKind, driftKinds, driftOfFailure } from './drift.js';
export { excerptOf } from './excerpt-of.js';
export { findDrift } from './find-drift.js';
export { type DriftGroup, groupDrift } from './group-drift.js';
export { judge } from './judge.js';
export {
  type AskedSignatures,
  isUnreadable,
  type Elsewhere,
  type Knowledge,
  type Known,
  type ManifestLinks,
  type Original,
  type Unreadable,
} from './knowledge.js';
export {
  type AttachedInRegion,
  missingAttachments,
  type RegionalKnowledge,
  type RegionalNeeds,
} from './missing-attachments.js';
export { linksOf, noLinks } from './links-of.js';
export { keepLastGood } from './keep-last-good.js';
export { MalformedEventError } from './malformed-event-error.js';
export {
  type EnvelopeOptions,
  type Notification,
  parseDistributionEnvelope,
  type RegistryByHost,
} from './parse-distribution-envelope.js';
export { parsePubsubPush, pubsubMessageId } from './parse-pubsub-push.js';
export { liesIn, type PromisedRepository, type Promises, promisesOf } from './promises.js';
export {
  type Needs,
  type RejectedReason,
  rejectedReasons,
  type Verdict,
  type VerifiedReason,
  verifiedReasons,
} from './verdict.js';
