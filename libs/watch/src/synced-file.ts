import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomic } from '@cip/runtime';

/** A file that grows at its end, and what is written to it is on the disk when the promise resolves. */
export class SyncedFile {
  #torn = false;

  private constructor(
    private readonly file: string,
    private handle: FileHandle,
  ) {}

  /** Replaces the file as a whole, and opens it. */
  static async create(file: string, text: string): Promise<SyncedFile> {
    return new SyncedFile(file, await replaced(file, text));
  }

  /** After a failure the next text begins on a line of its own. */
  async append(text: string): Promise<void> {
    try {
      await this.handle.appendFile(this.#torn ? `\n${text}` : text);
      await this.handle.datasync();
      this.#torn = false;
    } catch (error) {
      this.#torn = true;
      throw error;
    }
  }

  /** The file is the old one or the new one, whatever happens. */
  async replace(text: string): Promise<void> {
    const { handle } = this;
    this.handle = await replaced(this.file, text);
    this.#torn = false;
    await handle.close();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}

async function replaced(file: string, text: string): Promise<FileHandle> {
  await writeFileAtomic(file, text);
  // A name is on the disk when its folder is.
  const folder = await open(path.dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
  return open(file, 'a');
}
