import path from 'node:path';
import type { ManifestInput } from '@cip/manifest';
import { DiskFolder } from './disk-folder.js';
import type { Folder } from './folder.js';
import { GitFolder } from './git-folder.js';
import { findRevision, objectAt } from './git-revision.js';
import { type ReadOptions, shownPath } from './read-options.js';
import type { TreeLocation } from './read-thin-tree.js';
import { resolveLinks } from './resolve-links.js';

/**
 * One file beside the manifests, from the directory as it stands or from the same Git revision as they; undefined when
 * there is none. Links must stay in the directory. Throws `SourceError` for a revision that cannot be meant.
 */
export async function readTreeFile(
  location: TreeLocation,
  name: string,
  options: ReadOptions = {},
): Promise<ManifestInput | undefined> {
  const { cwd = process.cwd(), signal } = options;
  const directory = path.resolve(cwd, location.directory);
  signal?.throwIfAborted();
  const folder =
    location.revision === undefined
      ? new DiskFolder(directory)
      : await folderWith(name, directory, location.revision, signal);
  if (!folder || (await folder.kindOf(name)) === undefined) return undefined;
  const shownAs = shownPath(cwd, path.join(directory, name));
  const resolved = await resolveLinks(folder, name);
  if ('problem' in resolved) return { shownAs, unreadable: resolved.problem };
  const [content] = await folder.read([resolved.path], { ...(signal && { signal }) });
  return content && { shownAs, ...content };
}

/** The directory in a revision, unless there is no such file in it: that is told without listing the directory. */
async function folderWith(
  name: string,
  directory: string,
  revision: string,
  signal: AbortSignal | undefined,
): Promise<Folder | undefined> {
  const found = await findRevision(directory, revision, signal);
  const isThere = await objectAt({ ...found, path: path.posix.join(found.path, name) }, signal);
  const id = isThere && (await objectAt(found, signal));
  return id === undefined ? undefined : GitFolder.open(id, found.cwd, { ...(signal && { signal }) });
}
