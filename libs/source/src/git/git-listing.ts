import { decodePath } from '../file-name.js';
import { gitBytes, type GitRepository } from './run-git.js';

/** A file of a revision or of the index; an entry of a revision may be a folder. */
export interface GitFile {
  /** With `/`. */
  readonly path: string;
  /** The number of the first name on the path that is not UTF-8, from 0. */
  readonly oddName?: number;
  /** Such as `100644`, `120000` (a link) or `160000` (a submodule). */
  readonly mode: string;
  readonly id: string;
}

export const submoduleMode = '160000';
export const linkMode = '120000';
export const folderMode = '040000';

interface Call {
  readonly signal?: AbortSignal;
}

/** All files below a tree object, relative to it. */
export async function filesOfTree(repository: GitRepository, tree: string, call: Call): Promise<GitFile[]> {
  return parse(await gitBytes(repository, ['ls-tree', '-r', '-z', '--full-tree', tree], call), 2);
}

/** The entries of some paths of a commit or tree; those that are not there are left out. */
export async function entriesAt(
  repository: GitRepository,
  tree: string,
  paths: readonly string[],
  call: Call,
): Promise<GitFile[]> {
  return parse(await gitBytes(repository, ['ls-tree', '-z', '--full-tree', tree, '--', ...paths], call), 2);
}

/** All files of the index below a path, relative to the top level. One that is not merged stands there more than once. */
export async function filesOfIndex(repository: GitRepository, path: string, call: Call): Promise<GitFile[]> {
  const below = path === '' ? [] : ['--', path];
  return parse(await gitBytes(repository, ['ls-files', '--stage', '-z', ...below], call), 1);
}

/** Records of `<mode> <…> <…> TAB <path> NUL`; the id is the word at `idAt`. */
function parse(listing: Uint8Array, idAt: number): GitFile[] {
  const tab = 9;
  const decoder = new TextDecoder();
  const files: GitFile[] = [];
  for (let at = 0; at < listing.byteLength;) {
    const end = listing.indexOf(0, at);
    const middle = listing.indexOf(tab, at);
    const words = decoder.decode(listing.subarray(at, middle)).split(' ');
    files.push({
      ...decodePath(listing.subarray(middle + 1, end)),
      mode: words[0] ?? '',
      id: words[idAt] ?? '',
    });
    at = end + 1;
  }
  return files;
}
