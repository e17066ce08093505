import path from 'node:path';
import type { ManifestInput } from '@cip/manifest';
import { DiskFolder } from './disk-folder.js';
import { findAround, folderAt, revisionAround } from './find-in-revision.js';
import type { Folder } from './folder.js';
import { entryAt } from './git/git-revision.js';
import { insideCheckout } from './inside-checkout.js';
import { type ReadOptions, shownPath } from './read-options.js';
import type { TreeLocation } from './read-thin-tree.js';
import { resolveLinks } from './resolve-links.js';
import { SourceError } from './source-error.js';

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
  const shownAs = shownPath(cwd, path.join(directory, name));
  const folder =
    location.revision === undefined
      ? await folderOnDisk(directory, location.directory, options)
      : await folderWith(name, directory, location, options);
  if (!folder) return undefined;
  if ('unreadable' in folder) return { shownAs, ...folder };
  if ((await folder.kindOf(name)) === undefined) return undefined;
  const resolved = await resolveLinks(folder, name);
  if ('problem' in resolved) return { shownAs, unreadable: resolved.problem };
  const [content] = await folder.read([resolved.path], { ...(signal && { signal }) });
  return content && { shownAs, ...content };
}

/** A directory that is not there has no files. */
async function folderOnDisk(
  directory: string,
  given: string,
  { cwd = process.cwd(), asStaged = false }: ReadOptions,
): Promise<Folder | undefined> {
  try {
    const checkout = await insideCheckout(directory, given, { cwd, kind: 'directory' });
    return new DiskFolder(directory, { ...(checkout && { checkout }), asStaged });
  } catch (error) {
    if (error instanceof SourceError) throw error;
    return undefined;
  }
}

/** The directory in a revision, unless there is no such file in it: that is told without listing the directory. */
async function folderWith(
  name: string,
  directory: string,
  { directory: given, revision = '', repository }: TreeLocation,
  { signal }: ReadOptions,
): Promise<Folder | { readonly unreadable: string } | undefined> {
  const call = { ...(repository && { repository }), ...(signal && { signal }) };
  const around = await revisionAround(directory, given, revision, call);
  const found = await findAround(directory, around, call);
  if (found.kind === 'unusable') return { unreadable: found.reason };
  if (found.kind !== 'directory') return undefined;
  const isThere = await entryAt(around, path.posix.join(found.path, name), signal);
  return isThere && folderAt(around, found.path, call);
}
