import type { ManifestTree } from '@cip/manifest';
import { changedRegistries } from './changed-registries.js';
import { concealedBy } from './concealed.js';
import { editedImages } from './edited-images.js';
import { findAdded } from './find-added.js';
import { findLosses } from './find-losses.js';
import { groupRepositories } from './repository-groups.js';
import type { TreeChange } from './tree-change.js';
import { indexTree } from './tree-index.js';

/**
 * What became of a tree. What counts is what destination repositories are promised, by whichever manifest: something is
 * removed or moved only where nothing of the newer tree promises it any more. What an error of the newer tree hides is
 * not called removed.
 */
export function diffTrees(before: ManifestTree, after: ManifestTree): TreeChange {
  const older = indexTree(before);
  const newer = indexTree(after);
  const groups = groupRepositories(older, newer);
  const concealed = concealedBy(after.problems);
  const { removedDestinations, ...losses } = findLosses(groups, newer, concealed);
  const content = { added: findAdded(groups), ...losses };
  return {
    ...content,
    removedDestinations,
    editedImages: editedImages(content, older, newer, [...before.problems, ...after.problems]),
    registries: changedRegistries(older, newer, concealed),
  };
}
