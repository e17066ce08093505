export { AttachedFinder } from './attached-finder.js';
export { childrenOf } from './children-of.js';
export { createInventory, type InventoryOptions } from './create-inventory.js';
export {
  countOrigins,
  type NamedDigests,
  type PrefixInventory,
  readPrefix,
  type ReadPrefixOptions,
  type Unread,
} from './read-prefix.js';
export { type Attached, findAttached } from './find-attached.js';
export { failureToTakeWhole, takeInventory, type TakeInventoryOptions } from './take-inventory.js';
export {
  catalogOf,
  type Discovery,
  type RepositorySet,
  RepositoryWalk,
  walkRepositories,
  type WalkOptions,
} from './walk-repositories.js';
