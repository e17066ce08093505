import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { type CallOptions, unlessAborted } from '@cip/oci';
import { LayoutError } from './errors.js';
import { type LayoutIndex, parseLayoutIndex } from './layout-index.js';
import { ifThere, onDisk } from './on-disk.js';
import { openFile } from './safe-read.js';
import { closedError } from './temporary-files.js';

// Some millions of tags; more is no index that was written by a program in its right mind.
const mostBytes = 512 * 1024 * 1024;

interface Held {
  /** Kept open, so that the system gives the number of the file to no other. */
  readonly handle: FileHandle;
  readonly stats: BigIntStats;
  readonly index: LayoutIndex;
}

/** `index.json`, read again only when it has changed. */
export class IndexFile {
  readonly file: string;
  #held: Held | undefined;
  #closed = false;

  constructor(readonly directory: string) {
    this.file = path.join(directory, 'index.json');
  }

  /** Throws `BROKEN_INDEX`, and `NOT_A_LAYOUT` when the file is not there. */
  async read({ signal }: CallOptions = {}): Promise<LayoutIndex> {
    return unlessAborted(this.#read(), signal);
  }

  async #read(): Promise<LayoutIndex> {
    if (this.#closed) throw closedError(this.directory);
    const operation = { directory: this.directory, doing: 'reading index.json' };
    const stats = await onDisk(operation, () => ifThere(lstat(this.file, { bigint: true })));
    if (stats && this.#held && isSame(stats, this.#held.stats)) return this.#held.index;
    const held = await onDisk(operation, () => this.#load());
    await this.#keep(held);
    return held.index;
  }

  async #load(): Promise<Held> {
    const handle = await openFile(this.directory, this.file);
    if (!handle) throw this.#missing();
    try {
      const stats = await handle.stat({ bigint: true });
      if (stats.size > mostBytes) throw this.#broken(`it has more than ${mostBytes} bytes`);
      const index = parseLayoutIndex(await handle.readFile('utf8'));
      if (typeof index === 'string') throw this.#broken(index);
      return { handle, stats, index };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async #keep(held: Held | undefined): Promise<void> {
    const before = this.#held;
    this.#held = this.#closed ? undefined : held;
    await before?.handle.close();
    if (this.#held === undefined) await held?.handle.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#keep(undefined);
  }

  #missing(): LayoutError {
    return new LayoutError({
      code: 'NOT_A_LAYOUT',
      directory: this.directory,
      reason: 'index.json is not there',
      remedy: 'Name the directory of an OCI image layout, or bring index.json from another copy of it',
    });
  }

  #broken(reason: string): LayoutError {
    return new LayoutError({
      code: 'BROKEN_INDEX',
      directory: this.directory,
      reason: `index.json cannot be read: ${reason}`,
      remedy: 'Bring index.json from another copy of the layout; nothing was changed',
    });
  }
}

function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return a.ino === b.ino && a.dev === b.dev && a.size === b.size && a.ctimeNs === b.ctimeNs;
}
