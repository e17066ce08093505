import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import type { Fault } from './check-content.js';
import { isDamage } from './damage.js';
import { BackupError } from './errors.js';
import { readHeadAt } from './read-record.js';
import type { SnapshotHead } from './record-artifact.js';
import { recordOfHour, recordsIn, type RecordTag } from './record-tags.js';
import type { SnapshotName } from './snapshot-name.js';
import { recordTags } from './snapshots.js';

/** What the records around a snapshot say about its own. */
export interface RecordCheck {
  readonly faults: readonly Fault[];
  /** Worth a look, and no proof that something is wrong: prune removes records, too. */
  readonly remarks: readonly string[];
}

/**
 * Holds the record of a snapshot against its neighbours: each names the digest of the one before it, so that one which was
 * exchanged or removed is noticed.
 */
export async function checkRecord(
  backup: Backup,
  snapshot: SnapshotName,
  options: CallOptions = {},
): Promise<RecordCheck> {
  return checkRecordAmong(backup, await recordTags(backup, options), snapshot, options);
}

/** The same, where the tags of all records are known. */
export async function checkRecordAmong(
  backup: Backup,
  tags: readonly string[],
  snapshot: SnapshotName,
  options: CallOptions,
): Promise<RecordCheck> {
  const at = recordOfHour(tags, snapshot);
  if (!at) return { faults: [], remarks: [] };
  const own = await readHeadAt(backup, at, options);
  const next = recordsIn(tags).find((one) => one.snapshot > snapshot);
  const before = own.previous && recordOfHour(tags, own.previous.snapshot);
  const [successor, predecessor] = await Promise.all([
    next && headOf(backup, next, options),
    before && headOf(backup, before, options),
  ]);
  return contradictions(own, { successor, predecessor });
}

/** A record beside another one; `unreadable` where it is there and broken. */
export type Neighbour = SnapshotHead | 'unreadable' | undefined;

/** The records beside one: that of the next hour, and that of the hour which it names as the one before it. */
export interface Neighbours {
  readonly successor: Neighbour;
  readonly predecessor: Neighbour;
}

/** Holds a record against what it says of the one before it, and against what the one after it says of it. */
export function contradictions(own: SnapshotHead, { successor, predecessor }: Neighbours): RecordCheck {
  const faults: Fault[] = [];
  const remarks: string[] = [];
  const exchanged = (of: string, by: string): void => {
    const reason = `the record of ${of} is not the one that the record of ${by} names, so one of them was exchanged`;
    faults.push({ kind: 'corrupt', reason });
  };
  if (own.failed === undefined && successor && successor !== 'unreadable') {
    const named = successor.previous;
    if (named?.snapshot === own.snapshot && named.digest !== own.digest)
      exchanged(own.snapshot, successor.snapshot);
  }
  const { previous } = own;
  if (previous) {
    const before = `the snapshot before it, ${previous.snapshot},`;
    if (!predecessor) remarks.push(`${before} is gone: pruned, or removed`);
    else if (predecessor === 'unreadable') remarks.push(`${before} cannot be read`);
    else if (predecessor.digest !== previous.digest) exchanged(previous.snapshot, own.snapshot);
  }
  return { faults, remarks };
}

async function headOf(backup: Backup, at: RecordTag, options: CallOptions): Promise<Neighbour> {
  try {
    return await readHeadAt(backup, at, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    // Somebody prunes.
    if (error instanceof BackupError && error.code === 'missing') return undefined;
    if (isDamage(error)) return 'unreadable';
    throw error;
  }
}
