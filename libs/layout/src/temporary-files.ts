import { type FileHandle, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fateOf, formatOwner, newOwner, parseOwner } from '@cip/runtime';
import { LayoutError } from './errors.js';
import { type DiskOperation, ifThere, onDisk } from './on-disk.js';

/** What a run on another machine has not touched for so long, in milliseconds, is left over. */
const strangersPause = 60 * 60_000;

/**
 * Writes files so that they are there as a whole or not at all: into a folder of this run, in the same file system,
 * and from there to their place.
 */
export class TemporaryFiles {
  readonly #all: string;
  readonly #own: string;
  #count = 0;
  #closed = false;

  constructor(
    private readonly directory: string,
    workFolder: string,
  ) {
    this.#all = path.join(workFolder, 'writing');
    this.#own = path.join(this.#all, formatOwner(newOwner()));
  }

  /**
   * Writes a stream and puts the file in its place once all is on the disk and `beforeRename` is done. An error leaves
   * neither the file nor a part of it.
   */
  async write(
    target: string,
    content: AsyncIterable<Uint8Array>,
    operation: Omit<DiskOperation, 'directory'>,
    beforeRename: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const disk = <T>(work: () => Promise<T>): Promise<T> =>
      onDisk({ directory: this.directory, ...operation }, work);
    const { file, handle } = await disk(() => this.#create());
    try {
      for await (const chunk of content) await disk(() => handle.writeFile(chunk));
      await disk(() => handle.sync());
      await disk(() => handle.close());
      await beforeRename();
      await disk(() => rename(file, target));
    } catch (error) {
      await handle.close().catch(() => undefined);
      await rm(file, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  async #create(): Promise<{ file: string; handle: FileHandle }> {
    if (this.#closed) throw closedError(this.directory);
    await mkdir(this.#own, { recursive: true });
    const file = path.join(this.#own, String(this.#count++));
    return { file, handle: await open(file, 'wx') };
  }

  /** Removes what runs that are no more have left. */
  async cleanUp(): Promise<void> {
    for (const name of (await ifThere(readdir(this.#all))) ?? []) {
      const folder = path.join(this.#all, name);
      if (await isLeftOver(name, folder)) await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes what this run has left; what is being written fails. */
  async close(): Promise<void> {
    this.#closed = true;
    await rm(this.#own, { recursive: true, force: true });
  }
}

export function closedError(directory: string): LayoutError {
  return new LayoutError({
    code: 'CLOSED',
    directory,
    reason: 'the layout was closed before this call',
    remedy: 'Close it after the last call',
  });
}

async function isLeftOver(name: string, folder: string): Promise<boolean> {
  const owner = parseOwner(name);
  const fate = owner ? fateOf(owner) : 'unknown';
  if (fate !== 'unknown') return fate === 'gone';
  return Date.now() - (await lastTouched(folder)) > strangersPause;
}

async function lastTouched(folder: string): Promise<number> {
  const names = (await ifThere(readdir(folder))) ?? [];
  const paths = [folder, ...names.map((name) => path.join(folder, name))];
  const stats = await Promise.all(paths.map((file) => ifThere(lstat(file))));
  return Math.max(...stats.map((found) => found?.mtimeMs ?? 0));
}
