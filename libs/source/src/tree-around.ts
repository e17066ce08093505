import { stat } from 'node:fs/promises';
import path from 'node:path';
import { roleInTree } from '@cip/manifest';
import { isTreeFolder, treeFolders } from './tree-folders.js';
import { SourceError } from './source-error.js';

/** The tree that a file is a part of, by its name and where it lies: three levels up. Paths are absolute. */
export function treeAroundFile(file: string): string | undefined {
  const relative = file.split(path.sep).slice(-3).join('/');
  return 'subproject' in roleInTree(relative) ? path.resolve(file, '../../..') : undefined;
}

/** The tree that a folder lies in. Paths are absolute. */
export async function treeAroundFolder(folder: string): Promise<string | undefined> {
  for (let inner = folder; path.dirname(inner) !== inner; inner = path.dirname(inner)) {
    const tree = path.dirname(inner);
    if (isTreeFolder(path.basename(inner)) && (await hasBothFolders(tree))) return tree;
  }
  return undefined;
}

async function hasBothFolders(tree: string): Promise<boolean> {
  const folders = await Promise.all(
    Object.keys(treeFolders).map((name) => stat(path.join(tree, name)).catch(() => undefined)),
  );
  return folders.every((found) => found?.isDirectory());
}

/** What somebody named is no location, but lies in one. */
export function partOfTree(given: string, tree: string, cwd: string): SourceError {
  const directory = path.relative(cwd, tree) || '.';
  const reason = 'this is a part of a thin manifest tree, and only the whole tree can be read';
  const remedy = `Name the directory of the tree, "${directory}".`;
  return new SourceError('PART_OF_TREE', given, reason, remedy);
}
