import type { SnapshotName } from './snapshot-name.js';

/** How many snapshots stay. A count of 0 keeps none of its kind. */
export interface Retention {
  /** The newest so many. */
  readonly hourly: number;
  /** The last one of each of the newest so many days that have any. */
  readonly daily: number;
  /** The last one of each of the newest so many months that have any. */
  readonly monthly: number;
}

/**
 * Chooses which of the whole snapshots stay: hours, days and months are counted back from the newest, over those that
 * there are, so that a gap in time costs none. The newest always stays. Sorted, oldest first.
 */
export function chooseKept(
  snapshots: readonly SnapshotName[],
  { hourly, daily, monthly }: Retention,
): SnapshotName[] {
  const newestFirst = [...new Set(snapshots)].sort().reverse();
  const kept = new Set([
    ...newestFirst.slice(0, Math.max(1, hourly)),
    ...lastOfEach(newestFirst, 'YYYY/MM/DD'.length).slice(0, daily),
    ...lastOfEach(newestFirst, 'YYYY/MM'.length).slice(0, monthly),
  ]);
  return [...kept].sort();
}

function lastOfEach(newestFirst: readonly SnapshotName[], length: number): SnapshotName[] {
  const periods = new Map<string, SnapshotName>();
  for (const snapshot of newestFirst) {
    const period = snapshot.slice(0, length);
    if (!periods.has(period)) periods.set(period, snapshot);
  }
  return [...periods.values()];
}
