import type { ManifestTree } from '@cip/manifest';
import type { TreeChange } from './tree-change.js';

/** What became of a tree. */
export function diffTrees(_before: ManifestTree, _after: ManifestTree): TreeChange {
  return {
    added: [],
    movedTags: [],
    removedTags: [],
    removedDigests: [],
    removedImages: [],
    removedDestinations: [],
    registries: [],
  };
}
