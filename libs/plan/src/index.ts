export {
  backFill,
  type BackFill,
  type BackFillManifest,
  type BackFillOptions,
} from './comparison/back-fill.js';
export {
  type Difference,
  type DifferenceKind,
  differenceKinds,
  findDifferences,
  type HeldDigest,
  questionOf,
  unreachable,
} from './comparison/differences.js';
export type { RepositoryPlan } from './compare-repository.js';
export { type Concealed, concealedBy, type ConcealedImage, hidesDigest } from './concealed.js';
export { diffingTrees, diffTrees } from './diff-trees.js';
export { type Claim, type Desired, type DesiredRepository, desiredState, isUntaggable } from './desired.js';
export { desiredIn, isOf, planIn, sharesOf } from './in-shard.js';
export { LazyList, type List } from './lazy-list.js';
export {
  type AttachedTo,
  type Blocker,
  type BlockerKind,
  blockerKinds,
  type InPlace,
  type Plan,
  type SavedPlan,
  type Side,
  type Signs,
  type SignStep,
  type Step,
  type StepOutcome,
  type Where,
} from './plan.js';
export { desiredByPlan, formatPlan, locatePlan, parsePlan, PlanFileError } from './plan-file.js';
export type {
  AddedDigest,
  ChangedAccount,
  ChangedImage,
  ChangedRegistries,
  EditedImage,
  MovedTag,
  RemovedDestination,
  RemovedDigest,
  RemovedTag,
  TreeChange,
} from './tree-change.js';
export { planPromotion, wholePlan } from './plan-promotion.js';
export { tagMovedReason } from './reasons.js';
export {
  type DesiredRegistry,
  type PlanOptions,
  planRegistry,
  registriesOf,
  type RegistryPlan,
} from './registry-plan.js';
export { type SafetyLimits, safetyStop } from './safety-stop.js';
export { StillWanted } from './still-wanted.js';
export { digestsBeginning, imagesNamedLike } from './status/asked-repository.js';
export { findImageStatus } from './status/find-image-status.js';
export { type ImageQuestion, parseImageQuestion, type TypedQuestion } from './status/image-question.js';
export { type ImageState, imageStates, type ImageStatus } from './status/image-status.js';
