import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { lockFile, type Logger, RefusedError } from '@cip/runtime';
import { SyncedFile } from './synced-file.js';

/**
 * The file of a journal. It is read even while the disk is full, since what it holds was acknowledged; it is locked, and
 * opened for writing, as soon as that works.
 */
export class JournalFile {
  #unlock: (() => Promise<void>) | undefined;
  #file: SyncedFile | undefined;
  #size: number;

  private constructor(
    private readonly path: string,
    /** As it was read. */
    readonly bytes: Buffer,
  ) {
    this.#size = bytes.length;
  }

  /** Throws `RefusedError` while another process uses it, and what the file system says when it cannot be used. */
  static async open(path: string, log: Logger): Promise<JournalFile> {
    let unlock: (() => Promise<void>) | undefined;
    try {
      unlock = await lockOf(path);
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      const reason = 'the journal cannot be written, because the disk is full; what it holds is judged';
      log.error(reason, { file: path, error });
    }
    try {
      const file = new JournalFile(path, await bytesOf(path));
      file.#unlock = unlock;
      return file;
    } catch (error) {
      await unlock?.();
      throw error;
    }
  }

  /** Opens it for writing, if it is locked. What lies after the first bytes of this number is cut off. */
  async start(size: number): Promise<void> {
    this.#size = size;
    if (this.#unlock) this.#file = await this.#openSynced();
  }

  /** Resolves when the text is on the disk. */
  async append(text: string): Promise<void> {
    await (await this.#writable()).append(text);
  }

  /** The file is the old one or the new one, whatever happens. */
  async replace(text: string): Promise<void> {
    await (await this.#writable()).replace(text);
  }

  /** Keeps the bytes that were read beside the file, under a name that depends on them alone. */
  async keepCopy(): Promise<string> {
    const copy = `${this.path}.damaged-${createHash('sha256').update(this.bytes).digest('hex').slice(0, 12)}`;
    await writeFile(copy, this.bytes, { flush: true });
    return copy;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    await this.#unlock?.();
  }

  async #writable(): Promise<SyncedFile> {
    if (this.#file) return this.#file;
    const unlock = await lockOf(this.path);
    try {
      // Another process may have had the lock in the meantime, and used the same numbers.
      if (!this.bytes.equals(await bytesOf(this.path))) throw changedMeanwhile(this.path);
      this.#file = await this.#openSynced();
    } catch (error) {
      await unlock();
      throw error;
    }
    this.#unlock = unlock;
    return this.#file;
  }

  #openSynced(): Promise<SyncedFile> {
    const isTorn = this.#size > 0 && this.bytes[this.#size - 1] !== 0x0a;
    return SyncedFile.open(this.path, { size: this.#size, isTorn });
  }
}

function lockOf(path: string): Promise<() => Promise<void>> {
  return lockFile(`${path}.lock`, {
    what: `the journal ${JSON.stringify(path)}`,
    remedy: 'Give each service its own journal',
  });
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code));
}

function changedMeanwhile(path: string): RefusedError {
  const what = `the journal ${JSON.stringify(path)} was written by another process while the disk was full`;
  return new RefusedError(what, 'Start the service again.');
}

async function bytesOf(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
