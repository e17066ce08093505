import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import { checkRecordAmong } from './check-record.js';
import { BackupError } from './errors.js';
import { readRecord } from './read-record.js';
import type { SnapshotRecord } from './record.js';
import { completeIn } from './record-tags.js';
import { recordTag, type SnapshotName } from './snapshot-name.js';
import { recordTags } from './snapshots.js';

export interface NewestSoundOptions extends CallOptions {
  /** Told of a newer snapshot whose record is broken, or is at odds with those beside it. */
  readonly onUnsound: (snapshot: SnapshotName, reason: string) => void;
}

/**
 * Reads the newest complete snapshot up to an hour whose record is sound. Undefined: there is no complete one. Throws
 * {@link BackupError} `broken` where none of them is sound, and `unsupported` for one of a newer format.
 */
export async function newestSound(
  backup: Backup,
  upTo: SnapshotName,
  { onUnsound, ...call }: NewestSoundOptions,
): Promise<SnapshotRecord | undefined> {
  const tags = await recordTags(backup, call);
  const candidates = completeIn(tags).filter((snapshot) => snapshot <= upTo);
  for (const snapshot of candidates.toReversed()) {
    const found = await readSound(backup, tags, snapshot, call);
    if (typeof found !== 'string') return found;
    onUnsound(snapshot, found);
  }
  if (candidates.length === 0) return undefined;
  const reason = `${backup.name} has ${candidates.length} complete snapshots, and none of them has a sound record`;
  throw new BackupError('broken', `${reason}; name one that is to be used all the same`);
}

/** The record, or why it is not sound. */
async function readSound(
  backup: Backup,
  tags: readonly string[],
  snapshot: SnapshotName,
  call: CallOptions,
): Promise<SnapshotRecord | string> {
  try {
    const { record } = await readRecord(backup, { snapshot, tag: recordTag(snapshot) }, call);
    const [fault] = (await checkRecordAmong(backup, tags, snapshot, call)).faults;
    return fault ? fault.reason : record;
  } catch (error) {
    if (!(error instanceof BackupError) || error.code === 'unsupported') throw error;
    return error.message;
  }
}
