import { parseSnapshotName, type SnapshotName } from './snapshot-name.js';

/** Where a tree lies below the backup: the hour, or `YYYY/MM/DD/HH.N` for its Nth tree, from 2. */
export type TreePath = SnapshotName | `${SnapshotName}.${number}`;

/** The tree of an hour: the first has the name of the hour. */
export function treeOf(snapshot: SnapshotName, attempt: number): TreePath {
  return attempt === 1 ? snapshot : `${snapshot}.${attempt}`;
}

/** The tree that a path names, and whose it is; undefined for any other path. */
export function parseTreePath(
  text: string,
): { readonly path: TreePath; readonly snapshot: SnapshotName } | undefined {
  const [, hour = '', attempt] = /^([\d/]+?)(?:\.([2-9]|[1-9]\d{1,5}))?$/.exec(text) ?? [];
  try {
    const snapshot = parseSnapshotName(hour);
    return { snapshot, path: attempt === undefined ? snapshot : `${snapshot}.${Number(attempt)}` };
  } catch {
    return undefined;
  }
}
