import { stat } from 'node:fs/promises';
import path from 'node:path';
import { emptyTree, type ManifestTree, parsingThinTree } from '@cip/manifest';
import { takeSteps } from '@cip/runtime';
import { collectFiles } from './collect-files.js';
import { DiskFolder } from './disk-folder.js';
import { systemCode, systemReason } from './file-system-reason.js';
import { findAround, folderAt, revisionAround } from './find-in-revision.js';
import type { EntryKind, Folder } from './folder.js';
import type { GitRepository } from './git/run-git.js';
import { insideCheckout } from './inside-checkout.js';
import { type ReadOptions, shownPath } from './read-options.js';
import { resolveLinks } from './resolve-links.js';
import { SourceError } from './source-error.js';
import { treeFolders } from './tree-folders.js';
import { partOfTree, treeAroundFolder } from './tree-around.js';

/** A thin manifest tree: the directory as it stands, or what stood there in a Git revision. */
export interface TreeLocation {
  readonly directory: string;
  readonly revision?: string;
  /** Where the revision is, when that need not be looked for. */
  readonly repository?: GitRepository;
}

/**
 * Reads and parses a thin manifest tree. A revision from before the directory existed gives an empty tree, as long
 * as the directory is a tree today. Throws {@link SourceError} when the location cannot be meant.
 */
export async function readThinTree(location: TreeLocation, options: ReadOptions = {}): Promise<ManifestTree> {
  const { cwd = process.cwd(), signal } = options;
  const absolute = path.resolve(cwd, location.directory);
  const folder = await (
    location.revision === undefined
      ? openDirectory(absolute, location.directory, options)
      : openRevision(absolute, location, options)
  ).catch((error: unknown) => orPartOfTree(error, absolute, cwd));
  if (!folder) return emptyTree;
  const showAs = (relative: string): string => shownPath(cwd, path.join(absolute, relative)) || '.';
  const { files, problems } = await collectFiles(folder, showAs, options);
  return takeSteps(parsingThinTree(files, problems), { ...(signal && { signal }) });
}

/** A better word for a folder that is no tree, where it lies in one. */
async function orPartOfTree(error: unknown, absolute: string, cwd: string): Promise<never> {
  const isNoTree = error instanceof SourceError && error.code === 'NOT_A_TREE';
  const tree = isNoTree ? await treeAroundFolder(absolute) : undefined;
  throw isNoTree && tree !== undefined ? partOfTree(error.location, tree, cwd) : error;
}

async function openDirectory(
  absolute: string,
  given: string,
  { cwd = process.cwd(), asStaged = false }: ReadOptions,
): Promise<Folder> {
  const stats = await stat(absolute).catch((error: unknown) => {
    throw unusableDirectory(given, error);
  });
  const remedy = 'Name the directory of a thin manifest tree.';
  if (!stats.isDirectory()) throw new SourceError('NOT_A_DIRECTORY', given, 'not a directory', remedy);
  const checkout = await insideCheckout(absolute, given, { cwd, kind: 'directory' });
  const folder = new DiskFolder(absolute, { ...(checkout && { checkout }), asStaged });
  if (await isTree(folder, given)) return folder;
  throw notATree(given);
}

async function openRevision(
  absolute: string,
  { directory: given, revision = '', repository }: TreeLocation,
  { signal }: ReadOptions,
): Promise<Folder | undefined> {
  const call = { ...(repository && { repository }), ...(signal && { signal }) };
  const around = await revisionAround(absolute, given, revision, call);
  const found = await findAround(absolute, around, call);
  const then = `${given} in ${revision}`;
  const remedy = 'Compare with a revision that has a thin manifest tree there, or none.';
  if (found.kind === 'unusable') throw new SourceError('NOT_A_DIRECTORY', then, found.reason, remedy);
  if (found.kind === 'file') throw new SourceError('NOT_A_DIRECTORY', then, 'not a directory', remedy);
  if (found.kind === 'directory') {
    const folder = await folderAt(around, found.path, call);
    if (await isTree(folder, given)) return folder;
  }
  if (await isTree(new DiskFolder(absolute), given)) return undefined;
  throw found.kind === 'absent' ? notInRevision(given, revision) : notATree(then);
}

async function isTree(folder: Folder, given: string): Promise<boolean> {
  let found = false;
  for (const name of Object.keys(treeFolders)) {
    if ((await folder.kindOf(name)) === undefined) continue;
    const resolved = await resolveLinks(folder, name);
    const reason = 'problem' in resolved ? resolved.problem : whyNotADirectory(resolved.kind);
    if ('problem' in resolved || resolved.kind !== 'directory') {
      const remedy = 'A thin manifest tree has the directories "manifests" and "images".';
      throw new SourceError('NOT_A_DIRECTORY', path.posix.join(given, name), reason, remedy);
    }
    found = true;
  }
  return found;
}

function whyNotADirectory(kind: EntryKind): string {
  return kind === 'submodule' ? 'it is a submodule' : 'not a directory';
}

function unusableDirectory(given: string, error: unknown): SourceError {
  const remedy = 'Name the directory of a thin manifest tree.';
  const missing = ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');
  const reason = missing ? 'there is no such directory' : systemReason(error);
  return new SourceError(missing ? 'NOT_FOUND' : 'NOT_READABLE', given, reason, remedy, { cause: error });
}

function notATree(given: string): SourceError {
  const reason = 'there is neither a directory "manifests" nor "images" in it';
  const remedy =
    'Name the directory with manifests/<subproject>/promoter-manifest.yaml and images/<subproject>/images.yaml.';
  return new SourceError('NOT_A_TREE', given, reason, remedy);
}

function notInRevision(given: string, revision: string): SourceError {
  const reason = `the revision ${revision} has no such directory, nor is there one today`;
  return new SourceError('NOT_FOUND', given, reason, 'Check the spelling of the directory.');
}
