import path from 'node:path';
import { type CallOptions, unlessAborted } from '@cip/oci';
import { clearLocks, type HeldLock } from '@cip/runtime';
import type { GrowingBlobFiles } from './blob-files.js';
import { LayoutError } from './errors.js';
import type { IndexFile } from './index-file.js';
import { formatLayoutIndex, type LayoutIndex } from './layout-index.js';
import { takeIndexLock } from './take-index-lock.js';
import { onDisk } from './on-disk.js';
import { onePiece } from './one-piece.js';
import { syncFolder } from './sync-folder.js';
import type { TemporaryFiles } from './temporary-files.js';

/** What a change makes of the index: the same one when there is nothing to write. It may throw, and then changes nothing. */
export type Change = (index: LayoutIndex) => LayoutIndex;

interface Waiting {
  readonly change: Change;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export interface IndexWriterParts {
  readonly index: IndexFile;
  readonly blobs: GrowingBlobFiles;
  readonly temporary: TemporaryFiles;
  readonly lockFile: string;
  /** How long to wait for other processes that write, in milliseconds. */
  readonly patience: number;
}

/**
 * Changes `index.json`: reads it, changes it and puts a new file in its place, all under a lock. Changes that come
 * while another is written are written together.
 */
export class IndexWriter {
  #waiting: Waiting[] = [];
  #working: Promise<void> | undefined;

  constructor(private readonly parts: IndexWriterParts) {}

  /** Resolves when the change is on the disk. A change that was not begun when the signal aborts is not made. */
  async update(change: Change, { signal }: CallOptions = {}): Promise<void> {
    const written = new Promise<void>((done, failed) => {
      const unlessLate: Change = (index) => {
        signal?.throwIfAborted();
        return change(index);
      };
      this.#waiting.push({ change: unlessLate, done, failed });
    });
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
    await unlessAborted(written, signal);
  }

  /** The index as it is now. */
  async read(options?: CallOptions): Promise<LayoutIndex> {
    return this.parts.index.read(options);
  }

  /** Does work while nobody else changes the index. */
  async exclusively<T>(work: (index: LayoutIndex) => Promise<T>): Promise<T> {
    return this.#locked(async () => work(await this.parts.index.read()));
  }

  /** Removes locks that dead runs left. */
  async cleanUp(): Promise<void> {
    const { lockFile } = this.parts;
    await clearLocks(path.dirname(lockFile), path.basename(lockFile));
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        const written = await this.#locked((lock) => this.#writeAll(batch, lock));
        for (const { done } of written) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }

  /** Gives those whose change was made; the others know why not. */
  async #writeAll(batch: readonly Waiting[], lock: HeldLock): Promise<readonly Waiting[]> {
    const before = await this.parts.index.read();
    let index = before;
    const changed: Waiting[] = [];
    for (const waiting of batch) {
      try {
        index = waiting.change(index);
        changed.push(waiting);
      } catch (error) {
        waiting.failed(error);
      }
    }
    if (index !== before) await this.#write(index, lock);
    return changed;
  }

  /** Puts an index in place of the one that is there, if any. */
  async #write(index: LayoutIndex, lock: HeldLock): Promise<void> {
    const { blobs, temporary } = this.parts;
    const { directory, file } = this.parts.index;
    const bytes = new TextEncoder().encode(formatLayoutIndex(index));
    const operation = { doing: 'writing index.json', needed: bytes.byteLength };
    await onDisk({ directory, ...operation }, () => blobs.sync());
    await temporary.write(file, onePiece(bytes), operation, async () => {
      if (!(await lock.isMine())) throw lockLost(directory);
    });
    await onDisk({ directory, ...operation }, () => syncFolder(directory));
  }

  /** Makes the first index. */
  async create(index: LayoutIndex, isWanted: () => Promise<boolean>): Promise<void> {
    await this.#locked(async (lock) => {
      if (await isWanted()) await this.#write(index, lock);
    });
  }

  async #locked<T>(work: (lock: HeldLock) => Promise<T>): Promise<T> {
    const { index, lockFile, patience } = this.parts;
    const lock = await takeIndexLock(lockFile, { directory: index.directory, patience });
    try {
      return await work(lock);
    } finally {
      await lock.release();
    }
  }
}

function lockLost(directory: string): LayoutError {
  return new LayoutError({
    code: 'LOCKED',
    directory,
    reason: 'another machine took the lock of the index, as this process seemed to be gone',
    remedy: 'Run again; nothing of the index was changed',
  });
}
