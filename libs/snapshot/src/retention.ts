import type { SnapshotRecord } from './record.js';
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

/** Which hours a backup keeps. */
export interface ChosenHours {
  /** Oldest first. */
  readonly kept: readonly SnapshotName[];
  readonly removed: readonly SnapshotName[];
  /** The oldest that is kept by the hour; what was never finished goes when it is older. */
  readonly oldestByHour: SnapshotName | undefined;
}

/**
 * Chooses which hours stay. Partial snapshots do not count, unless there are no others; they go when they are older than all
 * that is kept by the hour. Those of hours that have not come stay.
 */
export function chooseHours(
  records: readonly Pick<SnapshotRecord, 'snapshot' | 'failed'>[],
  retention: Retention,
  now: SnapshotName,
): ChosenHours {
  const hours = [...new Set(records.map(({ snapshot }) => snapshot))].sort();
  const complete = new Set(records.flatMap(({ snapshot, failed }) => (failed ? [] : [snapshot])));
  const past = hours.filter((snapshot) => snapshot <= now);
  const counted = past.some((snapshot) => complete.has(snapshot))
    ? past.filter((snapshot) => complete.has(snapshot))
    : past;
  const chosen = new Set(chooseKept(counted, retention));
  const oldestByHour = counted.slice(-Math.max(1, retention.hourly))[0];
  const isKept = (snapshot: SnapshotName): boolean =>
    snapshot > now ||
    chosen.has(snapshot) ||
    (!counted.includes(snapshot) && oldestByHour !== undefined && snapshot > oldestByHour);
  return {
    kept: hours.filter(isKept),
    removed: hours.filter((snapshot) => !isKept(snapshot)),
    oldestByHour,
  };
}

function lastOfEach(newestFirst: readonly SnapshotName[], length: number): SnapshotName[] {
  const periods = new Map<string, SnapshotName>();
  for (const snapshot of newestFirst) {
    const period = snapshot.slice(0, length);
    if (!periods.has(period)) periods.set(period, snapshot);
  }
  return [...periods.values()];
}
