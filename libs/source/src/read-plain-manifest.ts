import { stat } from 'node:fs/promises';
import path from 'node:path';
import { emptyTree, type FileContent, type ManifestTree, parsePlainManifest } from '@cip/manifest';
import { GitFolder } from './git-folder.js';
import { findRevision, objectAt } from './git-revision.js';
import { readToday } from './read-given-file.js';
import { type ReadOptions, shownPath } from './read-options.js';
import { resolveLinks } from './resolve-links.js';
import { SourceError } from './source-error.js';
import { partOfTree, treeAroundFile } from './tree-around.js';

/** A plain manifest: the file as it stands, or what stood there in a Git revision. */
export interface FileLocation {
  readonly file: string;
  readonly revision?: string;
}

const remedy = 'Name a file with "registries" and "images".';

/**
 * Reads and parses a plain manifest. A revision from before the file existed gives an empty tree, as long as there
 * is such a file today. Throws {@link SourceError} when the location cannot be meant, as with one of the files of a thin
 * manifest tree.
 */
export async function readPlainManifest(
  location: FileLocation,
  options: ReadOptions = {},
): Promise<ManifestTree> {
  const { cwd = process.cwd(), signal } = options;
  const absolute = path.resolve(cwd, location.file);
  signal?.throwIfAborted();
  const content =
    location.revision === undefined
      ? await readToday(absolute, location.file, remedy)
      : await readThen(absolute, location.file, location.revision, signal);
  if (!content) return emptyTree;
  const parsed = parsePlainManifest({ shownAs: shownPath(cwd, absolute), ...content });
  const tree = parsed.manifests.length === 0 ? treeAroundFile(absolute) : undefined;
  if (tree !== undefined) throw partOfTree(location.file, tree, cwd);
  return parsed;
}

async function readThen(
  absolute: string,
  given: string,
  revision: string,
  signal: AbortSignal | undefined,
): Promise<FileContent | undefined> {
  const call = { ...(signal && { signal }) };
  const found = await findRevision(absolute, revision, signal);
  const name = path.basename(absolute);
  const parent = path.posix.dirname(found.path).replace(/^\.$/, '');
  const tree = (await objectAt(found, signal)) && (await objectAt({ ...found, path: parent }, signal));
  if (!tree) {
    const today = await stat(absolute).catch(() => undefined);
    if (today?.isFile()) return undefined;
    const reason = `the revision ${revision} has no such file, nor is there one today`;
    throw new SourceError('NOT_FOUND', given, reason, remedy);
  }
  const folder = await GitFolder.open(tree, found.cwd, call);
  const resolved = await resolveLinks(folder, name);
  if ('problem' in resolved) return { unreadable: resolved.problem };
  if (resolved.kind !== 'file') throw new SourceError('NOT_A_FILE', given, 'this is no regular file', remedy);
  return (await folder.read([resolved.path], call))[0];
}
