import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Makes a folder and those above it, one after the other: below /proc a recursive mkdir of Node.js 20 never ends. */
export async function makeFolder(folder: string): Promise<void> {
  const whole = path.resolve(folder);
  if (await isFolder(whole)) return;
  if (path.dirname(whole) !== whole) await makeFolder(path.dirname(whole));
  await mkdir(whole).catch(async (error: unknown) => {
    // Somebody else may have made it just now.
    if (!(await isFolder(whole))) throw error;
  });
}

async function isFolder(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined))?.isDirectory() === true;
}
