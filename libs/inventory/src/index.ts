export { childrenOf } from './children-of.js';
export { completenessOf, googleVouchesFor } from './completeness-of.js';
export { createInventory, type InventoryOptions, unreadRepository } from './create-inventory.js';
export { readRepository, type ReadRepositoryOptions } from './read-repository.js';
export {
  type Discovery,
  type RepositorySet,
  RepositoryWalk,
  walkRepositories,
  type WalkOptions,
} from './walk-repositories.js';
