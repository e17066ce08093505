import { constants, type Dirent, type Stats } from 'node:fs';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { type FileContent, largestFile } from '@cip/manifest';
import { decodeFile, tooLarge } from './decode-file.js';
import { systemCode, systemReason } from './file-system-reason.js';
import type { EntryKind, Folder, FolderEntry, FolderOptions } from './folder.js';
import { mapBounded } from './map-bounded.js';
import { SourceError } from './source-error.js';

const filesAtATime = 16;

/** A directory as it stands. `root` is absolute. */
export class DiskFolder implements Folder {
  /** What directories listed: asking for each entry again takes longer than reading the files. */
  readonly #listed = new Map<string, EntryKind>();

  constructor(private readonly root: string) {}

  async kindOf(relative: string): Promise<EntryKind | undefined> {
    const listed = this.#listed.get(relative);
    if (listed !== undefined) return listed;
    try {
      return kindOfEntry(await lstat(path.join(this.root, relative)));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return undefined;
      // Whoever reads the file learns what is wrong with it.
      return 'file';
    }
  }

  async entries(relative: string): Promise<readonly FolderEntry[]> {
    const directory = path.join(this.root, relative);
    const entries = await readdir(directory, { withFileTypes: true }).catch((cause: unknown) => {
      const remedy = 'Allow this program to read it.';
      throw new SourceError('NOT_READABLE', directory, systemReason(cause), remedy, { cause });
    });
    return entries.map((entry) => {
      const kind = kindOfEntry(entry);
      this.#listed.set(path.posix.join(relative, entry.name), kind);
      return { name: entry.name, kind };
    });
  }

  linkTarget(relative: string): Promise<string> {
    return readlink(path.join(this.root, relative));
  }

  read(paths: readonly string[], { signal }: FolderOptions = {}): Promise<readonly FileContent[]> {
    return mapBounded(paths, filesAtATime, (relative) => {
      signal?.throwIfAborted();
      return readFromDisk(path.join(this.root, relative));
    });
  }
}

function kindOfEntry(entry: Dirent | Stats): EntryKind {
  if (entry.isSymbolicLink()) return 'link';
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'file' : 'special';
}

/** The text of a file on disk. Without O_NONBLOCK the opening of a pipe would wait for a writer. */
export async function readFromDisk(file: string): Promise<FileContent> {
  try {
    await using handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stats = await handle.stat();
    if (stats.isDirectory()) return { unreadable: 'it is a directory' };
    if (!stats.isFile()) return { unreadable: 'it is not a regular file' };
    if (stats.size > largestFile) return tooLarge;
    return decodeFile(await handle.readFile());
  } catch (error) {
    return { unreadable: systemReason(error) };
  }
}
