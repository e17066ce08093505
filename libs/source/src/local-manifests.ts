import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { treeFolders } from './tree-folders.js';

/** Manifests on this machine: a thin manifest tree or one plain manifest, as they stand or in a Git revision. */
export type LocalManifests =
  | { readonly kind: 'tree'; readonly directory: string; readonly revision?: string }
  | { readonly kind: 'file'; readonly file: string; readonly revision?: string };

/** What somebody named: a directory is a tree, anything else a plain manifest. What is not on disk is told by its name. */
export function localManifests(given: string): LocalManifests {
  const isFile = isFileOnDisk(given) ?? /\.ya?ml$/i.test(given);
  return isFile ? { kind: 'file', file: given } : { kind: 'tree', directory: given };
}

function isFileOnDisk(given: string): boolean | undefined {
  try {
    return !statSync(given).isDirectory();
  } catch {
    return undefined;
  }
}

/** A directory, if it holds a thin manifest tree. */
export function treeIn(directory: string): LocalManifests | undefined {
  const isTree = Object.keys(treeFolders).every((folder) => existsSync(path.join(directory, folder)));
  return isTree ? { kind: 'tree', directory } : undefined;
}

/** The folder of a tree, or that of a plain manifest, where its configuration is. */
export function folderOf(manifests: LocalManifests): string {
  return manifests.kind === 'tree' ? manifests.directory : path.dirname(manifests.file);
}
