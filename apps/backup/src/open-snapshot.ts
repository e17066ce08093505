import { type Backup, type NotTaken, readSnapshot, type SnapshotRecord } from '@cip/snapshot';
import { chooseSnapshot } from './choose-snapshot.js';
import type { CommandInput } from './command-input.js';
import type { Places } from './open-registries.js';

/** A snapshot that a command is about. */
export interface OpenSnapshot {
  readonly backup: Backup;
  readonly record: SnapshotRecord;
}

/**
 * Opens the snapshot that a command was given, and says what is not in it. Throws `UsageError`,
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
  const tell = (what: string, all: readonly NotTaken[]): void => {
    for (const { repository, digest, tags, reason } of all)
      console.log.warn(what, { repository, digest, tags, reason });
  };
  tell('production had lost this when the snapshot was taken', record.lost);
  tell('the snapshot is partial, and lacks this', record.failed ?? []);
  return { backup, record };
}
