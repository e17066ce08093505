import { rmSync } from 'node:fs';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fateOf, formatOwner, newOwner, parseOwner } from './owner.js';

// For a writer on another machine or in another container, of which nobody knows whether it runs.
const longestWrite = 60 * 60_000;

const open = new Set<string>();

/**
 * The path of a new file beside another, which says who writes it. It is removed when this process exits, and after a
 * kill by {@link removeLeftovers}.
 */
export function openTemporary(file: string): string {
  const name = `.${path.basename(file)}.${formatOwner(newOwner())}.tmp`;
  const temporary = path.join(path.dirname(file), name);
  if (open.size === 0) process.on('exit', removeOpen);
  open.add(temporary);
  return temporary;
}

/** To call when the file was renamed, or is not wanted any more. */
export async function closeTemporary(temporary: string): Promise<void> {
  await rm(temporary, { force: true });
  open.delete(temporary);
  if (open.size === 0) process.off('exit', removeOpen);
}

/** Removes from a folder what processes left there that were killed while they wrote, and nothing else. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const file = path.join(folder, name);
    if (await isLeftover(name, file)) await rm(file, { force: true }).catch(() => undefined);
  }
}

async function isLeftover(name: string, file: string): Promise<boolean> {
  const [, text = ''] = /^\..+\.([^.]+)\.tmp$/.exec(name) ?? [];
  const owner = parseOwner(text);
  const stats = owner && (await lstat(file).catch(() => undefined));
  if (!owner || stats?.isFile() !== true) return false;
  const fate = fateOf(owner);
  return fate === 'unknown' ? Date.now() - stats.mtimeMs > longestWrite : fate === 'gone';
}

function removeOpen(): void {
  for (const temporary of open) rmSync(temporary, { force: true });
}
