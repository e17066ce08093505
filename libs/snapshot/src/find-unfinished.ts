import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import { parseSnapshotName, type SnapshotName } from './snapshot-name.js';

const digits = [/^\d{4}$/, /^\d\d$/, /^\d\d$/, /^\d\d$/];

/**
 * The hours that have a tree in a backup and are not among those that were finished, oldest first. A tree in which
 * nothing is left is none: many registries go on naming what was deleted.
 */
export async function findUnfinished(
  backup: Backup,
  finished: readonly SnapshotName[],
  options: CallOptions = {},
): Promise<SnapshotName[]> {
  const unfinished: SnapshotName[] = [];
  for (const tree of await findTrees(backup, options)) {
    if (finished.includes(tree)) continue;
    if ((await backup.listings(tree, options)).size > 0) unfinished.push(tree);
  }
  return unfinished;
}

async function findTrees(backup: Backup, options: CallOptions): Promise<SnapshotName[]> {
  let paths = [''];
  for (const pattern of digits) {
    const below = await Promise.all(
      paths.map(async (path) => {
        const children = (await backup.children(path, options)).filter((child) => pattern.test(child));
        return children.map((child) => (path === '' ? child : `${path}/${child}`));
      }),
    );
    paths = below.flat();
  }
  return paths.flatMap(toName).sort();
}

function toName(path: string): SnapshotName[] {
  try {
    return [parseSnapshotName(path)];
  } catch {
    return [];
  }
}
