import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import type { SnapshotName } from './snapshot-name.js';
import { parseTreePath, type TreePath } from './tree-path.js';

const digits = [/^\d{4}$/, /^\d\d$/, /^\d\d$/, /^\d\d(\.\d+)?$/];

/**
 * The hours that have a tree in a backup and are not among those that were finished, oldest first. A tree in which
 * nothing is left is none: many registries go on naming what was deleted.
 */
export async function findUnfinished(
  backup: Backup,
  finished: readonly SnapshotName[],
  options: CallOptions = {},
): Promise<SnapshotName[]> {
  const unfinished = new Set<SnapshotName>();
  for (const { snapshot, path } of await treesIn(backup, options)) {
    if (finished.includes(snapshot) || unfinished.has(snapshot)) continue;
    if ((await backup.listings(path, options)).size > 0) unfinished.add(snapshot);
  }
  return [...unfinished].sort();
}

/** A tree of images, and the hour that it is of. */
export interface Tree {
  readonly snapshot: SnapshotName;
  /** Below the backup. */
  readonly path: TreePath;
}

/** All trees of some hours. */
export async function findTrees(
  backup: Backup,
  of: readonly SnapshotName[],
  options: CallOptions,
): Promise<Tree[]> {
  const hours = new Set(of);
  if (hours.size === 0) return [];
  return (await treesIn(backup, options)).filter(({ snapshot }) => hours.has(snapshot));
}

async function treesIn(backup: Backup, options: CallOptions): Promise<Tree[]> {
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
  return paths.flatMap((path) => parseTreePath(path) ?? []);
}
