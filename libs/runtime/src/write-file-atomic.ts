import { lstat, mkdir, open, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { chunked } from './chunked.js';
import { UsageError } from './errors.js';
import { closeTemporary, openTemporary, removeLeftovers } from './temporary-files.js';

/**
 * Writes a file, in pieces where they are given so, that is either there as a whole or not at all, even after a crash: a file beside it is written, synced
 * and renamed. Keeps the rights of a file that it replaces; a link to a file is replaced itself, and what it leads to stays
 * as it is. Makes missing folders, and removes what killed processes left beside the file. What is no regular file, such
 * as `/dev/stdout`, is written to as it is. Throws `UsageError` when the place cannot be written to.
 */
export async function writeFileAtomic(file: string, text: string | Iterable<string>): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    if (await isSpecial(file)) await writeFile(file, inChunks(text));
    else await replace(file, text);
  } catch (cause) {
    const remedy = 'Give another path, or the right to write there.';
    throw new UsageError(`${JSON.stringify(file)} cannot be written`, remedy, { cause });
  }
}

async function isSpecial(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && !found.isFile() && !found.isDirectory();
}

function inChunks(text: string | Iterable<string>): string | Iterable<string> {
  return typeof text === 'string' ? text : chunked(text);
}

async function replace(file: string, text: string | Iterable<string>): Promise<void> {
  await removeLeftovers(path.dirname(file));
  const temporary = openTemporary(file);
  try {
    const found = await lstat(file).catch(() => undefined);
    await writeSynced(temporary, text, found?.isFile() === true ? found.mode : undefined);
    await rename(temporary, file);
  } finally {
    await closeTemporary(temporary);
  }
}

async function writeSynced(
  file: string,
  text: string | Iterable<string>,
  mode: number | undefined,
): Promise<void> {
  const handle = await open(file, 'wx');
  try {
    if (mode !== undefined) await handle.chmod(mode);
    await writeFile(handle, inChunks(text));
    await handle.sync();
  } finally {
    await handle.close();
  }
}
