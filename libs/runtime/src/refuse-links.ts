import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from './errors.js';

/**
 * Refuses a path to write to that goes through a symbolic link below the working directory or in a Git checkout: a pull
 * request may have brought the link, and leads what is written where it likes. Links elsewhere are the machine's own.
 * Throws `UsageError`. `what` is the path as messages call it.
 */
export async function refuseLinks(file: string, what: string): Promise<void> {
  const link = await foreignLink(file);
  if (link === undefined) return;
  throw new UsageError(
    `${what}: ${JSON.stringify(link)} is a symbolic link, and whoever proposed a change may have brought it`,
    'Name a path without symbolic links below the working directory and in the Git checkout.',
  );
}

/** The first link on the way that is not the machine's own; segment by segment, as the system goes. */
async function foreignLink(file: string): Promise<string | undefined> {
  const { root } = path.parse(file);
  let at = root === '' ? process.cwd() : root;
  for (const segment of file.slice(root.length).split(path.sep)) {
    const next = path.join(at, segment);
    const stats = await lstat(next).catch(() => undefined);
    // What is not there is no link, nor is what would be below it.
    if (!stats) return undefined;
    if (stats.isSymbolicLink()) {
      if (isBelowWorkingDirectory(at) || (await isInCheckout(at))) return next;
      const target = await realpath(next).catch(() => undefined);
      if (target === undefined) return undefined;
      at = target;
    } else {
      at = next;
    }
  }
  return undefined;
}

/** Whoever works in the root of the file system has not checked anything out there. */
function isBelowWorkingDirectory(folder: string): boolean {
  const cwd = process.cwd();
  return path.dirname(cwd) !== cwd && (folder === cwd || folder.startsWith(cwd + path.sep));
}

async function isInCheckout(folder: string): Promise<boolean> {
  if (await lstat(path.join(folder, '.git')).catch(() => undefined)) return true;
  const above = path.dirname(folder);
  return above !== folder && isInCheckout(above);
}
