import path from 'node:path';
import { emptyTree, type ManifestTree, parsingPlainManifest } from '@cip/manifest';
import { takeSteps } from '@cip/runtime';
import { readThen, readToday } from './read-given-file.js';
import { type ReadOptions, shownPath } from './read-options.js';
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
      ? await readToday(absolute, location.file, remedy, options)
      : await readThen(absolute, { file: location.file, revision: location.revision }, remedy, options);
  if (!content) return emptyTree;
  const parsing = parsingPlainManifest({ shownAs: shownPath(cwd, absolute), ...content });
  const parsed = await takeSteps(parsing, { ...(signal && { signal }) });
  const tree = parsed.manifests.length === 0 ? treeAroundFile(absolute) : undefined;
  if (tree !== undefined) throw partOfTree(location.file, tree, cwd);
  return parsed;
}
