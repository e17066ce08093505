import { type Backup, readSnapshot, type SnapshotRecord } from '@cip/snapshot';
import { chooseSnapshot } from './choose-snapshot.js';
import type { CommandInput } from './command-input.js';
import type { Places } from './open-registries.js';

/** A snapshot that a command is about. */
export interface OpenSnapshot {
  readonly backup: Backup;
  readonly record: SnapshotRecord;
}

/**
 * Opens the snapshot that a command was given, and says what production had lost by then. Throws `UsageError`,
 * `InvalidSnapshotNameError`, `BackupError`.
 */
export async function openSnapshot(
  request: { readonly backup: string; readonly snapshot: string },
  places: Places,
  { console, now, signal }: CommandInput,
): Promise<OpenSnapshot> {
  const backup = await places.backupToRead(request.backup);
  const snapshot = await chooseSnapshot(request.snapshot, backup, now, { signal });
  const record = await readSnapshot(backup, snapshot, { signal });
  for (const { repository, digest, tags, reason } of record.lost) {
    const what = 'production had lost this when the snapshot was taken';
    console.log.warn(what, { repository, digest, tags, reason });
  }
  return { backup, record };
}
