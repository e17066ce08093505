import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import { completeIn, partialIn } from './record-tags.js';
import type { SnapshotName } from './snapshot-name.js';

/** The repository of the records, below the backup. */
export const recordsPath = 'snapshots';

/** The tags of all records, those of parts and of partial snapshots too. */
export async function recordTags(backup: Backup, options: CallOptions = {}): Promise<string[]> {
  return [...(await backup.repository(recordsPath).list(options)).tags.keys()];
}

/** The snapshots that are complete, oldest first. */
export async function listSnapshots(backup: Backup, options: CallOptions = {}): Promise<SnapshotName[]> {
  return completeIn(await recordTags(backup, options));
}

/** The hours that have a partial snapshot and no complete one, oldest first. */
export async function listPartial(backup: Backup, options: CallOptions = {}): Promise<SnapshotName[]> {
  return partialIn(await recordTags(backup, options));
}
