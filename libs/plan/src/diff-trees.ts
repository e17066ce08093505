import { finish, type ManifestTree, type Problem, problemKey, type Steps } from '@cip/manifest';
import { changedAccounts } from './changed-accounts.js';
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
 * not called removed; an error that the older tree had as well hides nothing.
 */
export function diffTrees(before: ManifestTree, after: ManifestTree): TreeChange {
  return finish(diffingTrees(before, after));
}

/** The same as {@link diffTrees}, in steps of less than a second for trees within the limits. */
export function* diffingTrees(before: ManifestTree, after: ManifestTree): Steps<TreeChange> {
  const older = indexTree(before);
  const newer = indexTree(after);
  yield;
  const groups = yield* groupRepositories(older, newer);
  yield;
  const concealed = concealedBy(newProblems(before, after));
  const { removedDestinations, ...losses } = yield* findLosses(groups, newer, concealed);
  const content = { added: yield* findAdded(groups), ...losses };
  yield;
  const edited = editedImages(content, older, newer, [...before.problems, ...after.problems]);
  yield;
  return {
    ...content,
    removedDestinations,
    editedImages: edited,
    registries: changedRegistries(older, newer, concealed),
    accounts: changedAccounts(older, newer),
  };
}

function newProblems(before: ManifestTree, after: ManifestTree): Problem[] {
  const old = new Set(before.problems.map(problemKey));
  return after.problems.filter((problem) => !old.has(problemKey(problem)));
}
