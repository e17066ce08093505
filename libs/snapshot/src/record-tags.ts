import { type SnapshotName, recordTag, snapshotOfTag } from './snapshot-name.js';

/** A record that a backup has, by its tag. */
export interface RecordTag {
  readonly tag: string;
  readonly snapshot: SnapshotName;
  /** Of a partial snapshot: which try of that hour it was, from 1. Undefined: the snapshot is complete. */
  readonly attempt?: number;
}

/** The records among the tags of a backup, oldest first; within an hour the partial ones come first. Parts are none. */
export function recordsIn(tags: readonly string[]): RecordTag[] {
  const records = tags.flatMap((tag) => recordOfTag(tag) ?? []);
  return records.sort((a, b) => compare(a.snapshot, b.snapshot) || attemptOf(a) - attemptOf(b));
}

/** The snapshots that are complete, oldest first. */
export function completeIn(tags: readonly string[]): SnapshotName[] {
  return recordsIn(tags).flatMap(({ snapshot, attempt }) => (attempt === undefined ? [snapshot] : []));
}

/** The hours that have no complete snapshot, but a partial one, oldest first. */
export function partialIn(tags: readonly string[]): SnapshotName[] {
  const complete = new Set(completeIn(tags));
  const hours = recordsIn(tags).map(({ snapshot }) => snapshot);
  return [...new Set(hours)].filter((snapshot) => !complete.has(snapshot));
}

/** The best record of an hour: of the complete snapshot, or else of the last try. */
export function recordOfHour(tags: readonly string[], snapshot: SnapshotName): RecordTag | undefined {
  return recordsIn(tags).findLast((record) => record.snapshot === snapshot);
}

/** The tag of the record of a partial snapshot, `YYYY-MM-DD-HH.partial-N`, that none of these is. */
export function nextPartialTag(tags: readonly string[], snapshot: SnapshotName): string {
  const tries = recordsIn(tags).flatMap((record) =>
    record.snapshot === snapshot ? (record.attempt ?? 0) : [],
  );
  return `${recordTag(snapshot)}.partial-${Math.max(0, ...tries) + 1}`;
}

/** The tags of the parts and of the partial snapshots of an hour; they go with it. */
export function besideRecord(tags: readonly string[], snapshot: SnapshotName): string[] {
  return tags.filter(
    (tag) => tag.startsWith(`${recordTag(snapshot)}.`) && /\.(\d+-of|partial)-\d+$/.test(tag),
  );
}

function recordOfTag(tag: string): RecordTag | undefined {
  const [, hour = tag, attempt] = /^(.+)\.partial-([1-9]\d{0,8})$/.exec(tag) ?? [];
  const snapshot = snapshotOfTag(hour);
  if (!snapshot) return undefined;
  return { tag, snapshot, ...(attempt !== undefined && { attempt: Number(attempt) }) };
}

function attemptOf({ attempt = Infinity }: RecordTag): number {
  return attempt;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
