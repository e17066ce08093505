import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fateOf, formatOwner, newOwner, parseOwner } from '@cip/runtime';

const prefix = 'cip-backup-drill-';

/** Makes a folder for a drill that says whose it is, and removes those of drills that were killed. */
export async function makeDrillFolder(parent: string): Promise<string> {
  for (const name of await readdir(parent)) {
    const owner = name.startsWith(prefix) ? parseOwner(name.slice(prefix.length)) : undefined;
    if (owner && fateOf(owner) === 'gone') {
      await rm(path.join(parent, name), { recursive: true, force: true }).catch(() => undefined);
    }
  }
  const folder = path.join(parent, `${prefix}${formatOwner(newOwner())}`);
  await mkdir(folder, { mode: 0o700 });
  return folder;
}
