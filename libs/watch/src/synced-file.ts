import { type FileHandle, open } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomic } from '@cip/runtime';

/** A file that grows at its end, and what is written to it is on the disk when the promise resolves. */
export class SyncedFile {
  private constructor(
    private readonly file: string,
    private handle: FileHandle,
    /** Bytes up to the end of the last line that was written as a whole. */
    private size: number,
    private isTorn: boolean,
  ) {}

  /**
   * Opens it, and makes it where there is none. What is there after `size` bytes is cut off. `isTorn`: these do not end
   * with a line feed.
   */
  static async open(
    file: string,
    { size, isTorn }: { readonly size: number; readonly isTorn: boolean },
  ): Promise<SyncedFile> {
    const handle = await open(file, 'a');
    try {
      await syncFolderOf(file);
      if ((await handle.stat()).size > size) await handle.truncate(size);
      return new SyncedFile(file, handle, size, isTorn);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** After a failure nothing of the text is left; if it is, the next text begins on a line of its own. */
  async append(text: string): Promise<void> {
    const whole = this.isTorn ? `\n${text}` : text;
    try {
      await this.handle.appendFile(whole);
      await this.handle.datasync();
      this.size += Buffer.byteLength(whole);
      this.isTorn = false;
    } catch (error) {
      await this.#cutOff();
      throw error;
    }
  }

  /** The file is the old one or the new one, whatever happens. */
  async replace(text: string): Promise<void> {
    const { handle } = this;
    this.handle = await replaced(this.file, text);
    this.size = Buffer.byteLength(text);
    this.isTorn = false;
    await handle.close();
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  async #cutOff(): Promise<void> {
    try {
      await this.handle.truncate(this.size);
    } catch {
      this.isTorn = true;
    }
  }
}

async function replaced(file: string, text: string): Promise<FileHandle> {
  await writeFileAtomic(file, text);
  await syncFolderOf(file);
  return open(file, 'a');
}

/** A name is on the disk when its folder is. */
async function syncFolderOf(file: string): Promise<void> {
  const folder = await open(path.dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}
