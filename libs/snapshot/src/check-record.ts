import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import type { Fault } from './check-content.js';
import { isDamage } from './damage.js';
import { readHeadAt } from './read-record.js';
import type { SnapshotHead } from './record-artifact.js';
import { recordOfHour, recordsIn } from './record-tags.js';
import type { SnapshotName } from './snapshot-name.js';
import { recordsPath, recordTags } from './snapshots.js';

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
  const tags = await recordTags(backup, options);
  const at = recordOfHour(tags, snapshot);
  if (!at) return { faults: [], remarks: [] };
  const own = await readHeadAt(backup, at, options);
  const next = recordsIn(tags).find((one) => one.snapshot > snapshot);
  const [successor, before] = await Promise.all([
    next && readUnlessDamaged(() => readHeadAt(backup, next, options), options),
    own.previous && digestOf(backup, tags, own.previous.snapshot, options),
  ]);
  return contradictions(own, successor, before);
}

/** `before`: the digest of the record that the own one names as its predecessor, as it is by now. */
export function contradictions(
  own: SnapshotHead,
  successor: SnapshotHead | undefined,
  before: string | undefined,
): RecordCheck {
  const faults: Fault[] = [];
  const exchanged = (of: string, by: string): void => {
    faults.push({
      kind: 'corrupt',
      reason: `the record of ${of} is not the one that the record of ${by} names`,
    });
  };
  const isNamed = own.failed === undefined && successor?.previous?.snapshot === own.snapshot;
  if (isNamed && successor.previous.digest !== own.digest) exchanged(own.snapshot, successor.snapshot);
  const { previous } = own;
  if (previous && before !== undefined && before !== previous.digest)
    exchanged(previous.snapshot, own.snapshot);
  const isGone = previous !== undefined && before === undefined;
  const remarks = isGone ? [`the snapshot before it, ${previous.snapshot}, is gone: pruned, or removed`] : [];
  return { faults, remarks };
}

async function digestOf(
  backup: Backup,
  tags: readonly string[],
  snapshot: SnapshotName,
  options: CallOptions,
): Promise<string | undefined> {
  const tag = recordOfHour(tags, snapshot)?.tag;
  if (tag === undefined) return undefined;
  const found = await readUnlessDamaged(() => backup.repository(recordsPath).resolve(tag, options), options);
  return found?.digest;
}

async function readUnlessDamaged<T>(read: () => Promise<T>, { signal }: CallOptions): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    signal?.throwIfAborted();
    if (isDamage(error)) return undefined;
    throw error;
  }
}
