import type { ManifestTree } from '@cip/manifest';
import { listingChanges, parentsIn } from '../git/changes-of.js';
import { findRepository } from '../git/find-repository.js';
import { findRevision } from '../git/git-revision.js';
import { gitBytes } from '../git/run-git.js';
import { readThinTree } from '../read-thin-tree.js';
import { SourceError } from '../source-error.js';
import { treeFolders } from '../tree-folders.js';
import type { Broken } from './last-good.js';

/**
 * The trees before each change of some subprojects in a local repository, newest first; none where the directory lies in no
 * repository. What is not committed is the newest change. Ends where the clone ends, and where a revision has no tree.
 */
export async function* earlierTrees(
  directory: string,
  revision: string,
  broken: Broken,
  signal: AbortSignal,
): AsyncGenerator<ManifestTree> {
  const found = await findRepository(directory);
  if (!found) return;
  const { repository, path } = found;
  const { commit } = await findRevision(repository, 'HEAD', signal);
  const output = await gitBytes(repository, listingChanges(commit, path, pathsOf(broken)), { signal });
  const commits = parentsIn(output);
  for (const earlier of commit === revision ? commits : [commit, ...commits]) {
    if (earlier === undefined) return;
    yield await readThinTree({ directory, revision: earlier, repository }, { signal });
  }
}

/** What subprojects consist of, relative to the tree; empty: all of it. */
export function pathsOf(broken: Broken): string[] {
  if (broken.has(undefined)) return [];
  return [...broken].flatMap((name = '') => Object.keys(treeFolders).map((folder) => `${folder}/${name}`));
}

/** Earlier trees as far as they can be read: a history that ends is no reason to refuse what is there now. */
export async function* untilUnreadable(trees: AsyncIterable<ManifestTree>): AsyncGenerator<ManifestTree> {
  try {
    yield* trees;
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
  }
}
