export type { PromisedImages, PromisedInRepository } from './as-before.js';
export { type Backup, imagesPath, registryBackup, type RegistryWith } from './backup.js';
export {
  carryOutPrune,
  type CarryOutPruneOptions,
  type PrunableBackup,
  type PrunedItem,
} from './carry-out-prune.js';
export {
  carryOutRestore,
  type CarryOutRestoreOptions,
  type Restored,
  type RestoredItem,
} from './carry-out-restore.js';
export { ContentCheck, type Fault, faultOf, type Level, levels } from './check-content.js';
export {
  checkRecord,
  contradictions,
  type Neighbour,
  type Neighbours,
  type RecordCheck,
} from './check-record.js';
export { BackupError, type BackupErrorCode } from './errors.js';
export { type FailureFacts, factsOf } from './failure-facts.js';
export { findUnfinished } from './find-unfinished.js';
export { type HeldManifest, stateOf } from './held.js';
export { layoutBackup, type LayoutWith } from './layout-backup.js';
export { newestSound, type NewestSoundOptions } from './newest-sound.js';
export { planPrune, type PlanPruneOptions, type PrunePlan } from './plan-prune.js';
export {
  pathInBackup,
  planRestore,
  type PlanRestoreOptions,
  type RestorePlan,
  type RestoreTarget,
  type TagMove,
} from './plan-restore.js';
export {
  type ComparedFigures,
  PrefixComparison,
  type PrefixComparisonOptions,
  type Settled,
} from './prefix-comparison.js';
export type { Layout, Lost, NotTaken, Predecessor, RecordedRepository, SnapshotRecord } from './record.js';
export type { SnapshotHead } from './record-artifact.js';
export type { Retention } from './retention.js';
export {
  InvalidSnapshotNameError,
  parseSnapshotName,
  recordTag,
  type SnapshotName,
  snapshotNameAt,
} from './snapshot-name.js';
export { listPartial, listSnapshots, recordsPath } from './snapshots.js';
export { type BrokenRepository, readContents, type SnapshotContents } from './read-contents.js';
export { readHead, readSnapshot } from './read-record.js';
export { readRepository } from './read-repository.js';
export type { FoundInProduction } from './read-wanted.js';
export type { SnapshotItem } from './snapshot-item.js';
export { type SnapshotProgress, takeSnapshot, type TakeOptions } from './take-snapshot.js';
export type { TakenSnapshot } from './taken-snapshot.js';
export { type SnapshotFault, type Verified, verifySnapshot, type VerifyOptions } from './verify-snapshot.js';
export type { Unneeded } from './unneeded.js';
