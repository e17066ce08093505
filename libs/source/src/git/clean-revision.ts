import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { blobId } from '../blob-id.js';
import { decodePath } from '../file-name.js';
import { SourceError } from '../source-error.js';
import { findRepository } from './find-repository.js';
import { filesOfTree, folderMode, type GitFile, linkMode } from './git-listing.js';
import { entryAt, findRevision } from './git-revision.js';

/**
 * The commit that a directory stands at, when each of its files is, byte by byte, as it was committed; undefined when one
 * differs, is missing or was never added, when the directory lies in no Git work tree, and when there is no git. The
 * files are compared here: `git status` would start the filters that the files themselves may name.
 */
export async function cleanRevision(directory: string, signal?: AbortSignal): Promise<string | undefined> {
  const call = { ...(signal && { signal }) };
  const absolute = path.resolve(directory);
  try {
    const found = await findRepository(absolute);
    if (!found) return undefined;
    const revision = await findRevision(found.repository, 'HEAD', signal);
    const entry = await entryAt(revision, found.path, signal);
    if (entry?.mode !== folderMode) return undefined;
    const files = await filesOfTree(found.repository, entry.id, call);
    return (await isAsCommitted(absolute, files, signal)) ? revision.commit : undefined;
  } catch (error) {
    if (error instanceof SourceError) return undefined;
    throw error;
  }
}

const mebibyte = 1024 ** 2;

/** More than this is not compared: the directory holds much else than manifests. */
const mostBytes = 256 * mebibyte;

async function isAsCommitted(
  directory: string,
  committed: readonly GitFile[],
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const expected = new Map(committed.map((file) => [file.path, file]));
  const names = await namesBelow(directory);
  if (names.length !== expected.size) return false;
  let bytes = 0;
  for (const name of names) {
    signal?.throwIfAborted();
    const file = expected.get(decodePath(name).path);
    const content = file && (await contentOf(Buffer.concat([Buffer.from(`${directory}/`), name]), file.mode));
    if (!content || blobId(content, file.id.length) !== file.id) return false;
    if ((bytes += content.byteLength) > mostBytes) return false;
  }
  return true;
}

/** All that is no directory. The `.git` of the directory itself is Git's own. */
async function namesBelow(directory: string): Promise<Buffer[]> {
  const names: Buffer[] = [];
  const pending = [Buffer.alloc(0)];
  for (let folder = pending.pop(); folder; folder = pending.pop()) {
    const slash = folder.byteLength > 0 ? [folder, Buffer.from('/')] : [];
    const there = Buffer.concat([Buffer.from(`${directory}/`), folder]);
    for (const entry of await readdir(there, { withFileTypes: true, encoding: 'buffer' })) {
      if (slash.length === 0 && entry.name.toString() === '.git') continue;
      (entry.isDirectory() ? pending : names).push(Buffer.concat([...slash, entry.name]));
    }
  }
  return names;
}

/** What Git would store for it; undefined when it is of another kind than it was committed as. */
async function contentOf(file: Buffer, mode: string): Promise<Buffer | undefined> {
  const stats = await lstat(file);
  if (stats.isSymbolicLink()) return mode === linkMode ? readlink(file, { encoding: 'buffer' }) : undefined;
  return stats.isFile() && mode.startsWith('100') && stats.size <= mostBytes ? readFile(file) : undefined;
}
