import { open } from 'node:fs/promises';
import { systemCode } from './on-disk.js';

/** Brings the names in a folder to the disk, where the file system can. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (systemCode(error) !== 'EINVAL') throw error;
  } finally {
    await handle.close();
  }
}
