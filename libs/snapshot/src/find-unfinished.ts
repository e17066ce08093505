import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import { parseSnapshotName, type SnapshotName } from './snapshot-name.js';

const digits = [/^\d{4}$/, /^\d\d$/, /^\d\d$/, /^\d\d$/];

/** The hours that have a tree in a backup, finished or not, oldest first. */
export async function findTrees(backup: Backup, options: CallOptions = {}): Promise<SnapshotName[]> {
  let paths = [''];
  for (const pattern of digits) {
    const below = await Promise.all(
      paths.map(async (path) => {
        const children = await backup.children(path, options);
        return children
          .filter((child) => pattern.test(child))
          .map((child) => (path === '' ? child : `${path}/${child}`));
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
