import { constants, type Stats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import path from 'node:path';
import { LayoutError } from './errors.js';
import { ifThere, systemCode } from './on-disk.js';

// A layout may come from anywhere: a link would lead out of it, and a pipe would never answer.
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Opens a regular file of a layout; undefined when it is not there. Throws `UNSAFE_FILE` for anything else. */
export async function openFile(directory: string, file: string): Promise<FileHandle | undefined> {
  const handle = await ifThere(opened(directory, file));
  if (!handle) return undefined;
  const stats = await handle.stat();
  if (stats.isFile()) return handle;
  await handle.close();
  throw unsafe(directory, file, 'it is not a regular file');
}

async function opened(directory: string, file: string): Promise<FileHandle> {
  try {
    return await open(file, flags);
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ELOOP') throw unsafe(directory, file, 'it is a symbolic link');
    if (code === 'ENXIO') throw unsafe(directory, file, 'it is not a regular file');
    throw error;
  }
}

/** The facts of a regular file; undefined when it is not there. Throws `UNSAFE_FILE` for anything else. */
export async function statFile(directory: string, file: string): Promise<Stats | undefined> {
  const stats = await ifThere(lstat(file));
  if (!stats || stats.isFile()) return stats;
  throw unsafe(
    directory,
    file,
    stats.isSymbolicLink() ? 'it is a symbolic link' : 'it is not a regular file',
  );
}

/** Whether there is a folder. Throws `UNSAFE_FILE` for a link or a file in its place. */
export async function hasFolder(directory: string, folder: string): Promise<boolean> {
  const stats = await ifThere(lstat(folder));
  if (!stats || stats.isDirectory()) return stats !== undefined;
  throw unsafe(directory, folder, stats.isSymbolicLink() ? 'it is a symbolic link' : 'it is not a folder');
}

function unsafe(directory: string, file: string, reason: string): LayoutError {
  return new LayoutError({
    code: 'UNSAFE_FILE',
    directory,
    reason: `${path.relative(directory, file)} is not taken for a part of the layout, as ${reason}`,
    remedy: 'Put the real file or folder in its place',
  });
}
