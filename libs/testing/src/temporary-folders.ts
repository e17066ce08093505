import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The folders that the specs of a file work in. Give `remove` to `afterAll`. */
export class TemporaryFolders {
  readonly #folders: string[] = [];

  /** A new empty folder, as an absolute path without links. */
  async create(): Promise<string> {
    const folder = await mkdtemp(path.join(await realpath(tmpdir()), 'cip-test-'));
    this.#folders.push(folder);
    return folder;
  }

  async remove(): Promise<void> {
    for (const folder of this.#folders.splice(0)) await rm(folder, { recursive: true, force: true });
  }
}
