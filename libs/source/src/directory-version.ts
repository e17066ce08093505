import { createHash, type Hash } from 'node:crypto';
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { DiskFolder } from './disk-folder.js';
import type { Folder } from './folder.js';

/** Which files a directory holds, by what the file system says about them without reading them. */
export interface DirectoryVersion {
  /** Differs when a file was written, replaced, added or removed, but for {@link isSettled}. */
  readonly version: string;
  /**
   * False when a file changed so recently that it may change again without a trace: file systems count time in steps,
   * of up to two seconds.
   */
  readonly isSettled: boolean;
}

export interface DirectoryVersionOptions {
  /** Milliseconds since the epoch, by the clock of the file system. */
  readonly now: number;
  readonly signal?: AbortSignal;
}

const settled = 3_000;

/**
 * Links are not followed: what they lead to lies in the directory, too, and may be the directory itself. Rejects when it
 * cannot be listed, and on abort.
 */
export async function directoryVersion(
  directory: string,
  { now, signal }: DirectoryVersionOptions,
): Promise<DirectoryVersion> {
  const root = await stat(directory, { bigint: true });
  const hash = createHash('sha256').update(`${root.dev} ${root.ino}`);
  const newest = await addFolder(new DiskFolder(directory), '', { directory, hash, signal });
  return { version: hash.digest('hex'), isSettled: newest < now - settled };
}

interface Reading {
  readonly directory: string;
  readonly hash: Hash;
  readonly signal: AbortSignal | undefined;
}

/** Resolves with the time of the last change in it, in milliseconds since the epoch. */
async function addFolder(folder: Folder, relative: string, reading: Reading): Promise<number> {
  let newest = 0;
  const entries = await folder.entries(relative);
  for (const { name, kind } of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    reading.signal?.throwIfAborted();
    if (relative === '' && name === '.git') continue;
    const below = path.posix.join(relative, name);
    newest = Math.max(newest, await addEntry(below, reading));
    if (kind === 'directory') newest = Math.max(newest, await addFolder(folder, below, reading));
  }
  return newest;
}

async function addEntry(relative: string, { directory, hash }: Reading): Promise<number> {
  // What has just been removed makes a version of its own, too.
  const found = await lstat(path.join(directory, relative), { bigint: true }).catch(() => undefined);
  const { ino, size, mode, mtimeNs = 0n, ctimeNs = 0n } = found ?? {};
  hash.update(`\n${[JSON.stringify(relative), ino, size, mode, mtimeNs, ctimeNs].join(' ')}`);
  return Math.max(Number(mtimeNs / 1_000_000n), Number(ctimeNs / 1_000_000n));
}
