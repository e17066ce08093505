import { realpath } from 'node:fs/promises';
import { posix } from 'node:path';
import type { FolderOptions } from './folder.js';
import { findRepository, isWithin, pathIn, type RepositoryPath } from './git/find-repository.js';
import { folderMode, linkMode, submoduleMode } from './git/git-listing.js';
import { checkRevision, entryAt, findRevision, type GitRevision } from './git/git-revision.js';
import type { GitRepository } from './git/run-git.js';
import { GitFolder } from './git-folder.js';
import { resolveLinks } from './resolve-links.js';
import { SourceError } from './source-error.js';

/** What a revision has at a path, once links were followed. */
export type FoundInRevision =
  | { readonly kind: 'file' | 'directory'; readonly path: string; readonly id: string }
  | { readonly kind: 'absent' }
  /** `reason` is half a sentence. */
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * The commit that a revision names in the repository of a path. Throws `SourceError` NOT_A_REPOSITORY, NESTED_REPOSITORY,
 * INVALID_REVISION or UNKNOWN_REVISION. All paths are absolute; `given` is the path for errors.
 */
export async function revisionAround(
  absolute: string,
  given: string,
  revision: string,
  { repository, signal }: FolderOptions & { readonly repository?: GitRepository },
): Promise<RepositoryPath & GitRevision> {
  checkRevision(revision);
  const found = repository ? pathIn(repository, absolute) : await findRepository(absolute);
  if (!found) throw notARepository(given);
  return { ...found, ...(await findRevision(found.repository, revision, signal)) };
}

/**
 * What a revision has where a path leads to. A link that the revision does not have, but the disk has today, leads to the
 * same place in both.
 */
export async function findAround(
  absolute: string,
  around: RepositoryPath & GitRevision,
  options: FolderOptions = {},
): Promise<FoundInRevision> {
  const found = await findInRevision(around, around.path, options);
  if (found.kind !== 'absent') return found;
  const [real, topLevel] = await Promise.all(
    [absolute, around.repository.topLevel].map((each) => realpath(each).catch(() => each)),
  );
  if (real === undefined || topLevel === undefined || !isWithin(real, topLevel)) return found;
  const { path } = pathIn({ ...around.repository, topLevel }, real);
  return path === around.path ? found : findInRevision(around, path, options);
}

/** Links on the way are followed as long as they stay in the repository. */
async function findInRevision(
  revision: GitRevision,
  path: string,
  options: FolderOptions = {},
): Promise<FoundInRevision> {
  const steps = path.split('/');
  for (let count = steps.length; count > 0; count--) {
    const here = steps.slice(0, count).join('/');
    const entry = await entryAt(revision, here, options.signal);
    if (!entry) continue;
    const { mode, id } = entry;
    if (mode === submoduleMode) return { kind: 'unusable', reason: 'it is, or lies in, a submodule' };
    if (mode === linkMode) return findThroughLinks(revision, path, options);
    if (count === steps.length) return { kind: mode === folderMode ? 'directory' : 'file', path, id };
    if (mode === folderMode) return { kind: 'absent' };
    return { kind: 'unusable', reason: 'a part of its path is a file' };
  }
  return { kind: 'absent' };
}

/** A folder of a revision, which has one at this path without links. */
export async function folderAt(
  revision: GitRevision,
  path: string,
  options: FolderOptions = {},
): Promise<GitFolder> {
  const entry = await entryAt(revision, path, options.signal);
  if (entry?.mode !== folderMode) throw new TypeError(`There is no folder at ${path} in ${revision.commit}.`);
  return GitFolder.open({ revision, path, id: entry.id }, options);
}

/** The folder of a path, with `/`; empty for one at the top level. */
export function parentOf(path: string): string {
  return posix.dirname(path).replace(/^\.$/, '');
}

async function findThroughLinks(
  revision: GitRevision,
  path: string,
  options: FolderOptions,
): Promise<FoundInRevision> {
  const top = await entryAt(revision, '', options.signal);
  if (!top) return { kind: 'absent' };
  const folder = await GitFolder.open({ revision, path: '', id: top.id }, options);
  const resolved = await resolveLinks(folder, path);
  if ('problem' in resolved) return { kind: 'unusable', reason: resolved.problem };
  return findInRevision(revision, resolved.path, options);
}

function notARepository(given: string): SourceError {
  const remedy = 'Name a directory in a Git clone, or leave the revision out.';
  const reason = 'it does not lie in a Git repository (a directory with ".git")';
  return new SourceError('NOT_A_REPOSITORY', given, reason, remedy);
}
