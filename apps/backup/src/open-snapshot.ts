import { UsageError } from '@cip/runtime';
import type { BackupItem } from '@cip/report';
import {
  type Backup,
  newestSound,
  type NotTaken,
  readSnapshot,
  recordsPath,
  recordTag,
  type SnapshotName,
  snapshotNameAt,
  type SnapshotRecord,
} from '@cip/snapshot';
import { chooseSnapshot } from './choose-snapshot.js';
import type { CommandInput } from './command-input.js';
import type { Places } from './open-registries.js';

/** A snapshot that a command is about. */
export interface OpenSnapshot {
  readonly backup: Backup;
  readonly record: SnapshotRecord;
  /** Newer ones that `latest` is not, as their records are not sound. */
  readonly passedOver: readonly PassedOver[];
}

export interface PassedOver {
  readonly snapshot: SnapshotName;
  readonly reason: string;
}

/**
 * Opens the snapshot that a command was given, and says what is not in it. `latest` is the newest complete one whose record
 * is sound. Throws `UsageError`, `InvalidSnapshotNameError`, `BackupError`.
 */
export async function openSnapshot(
  request: { readonly backup: string; readonly snapshot: string },
  places: Places,
  input: CommandInput,
): Promise<OpenSnapshot> {
  const { console, now, signal } = input;
  const backup = await places.backupToRead(request.backup);
  const chosen = chooseSnapshot(request.snapshot, now);
  const { record, passedOver } =
    chosen === 'latest'
      ? await openLatest(backup, input)
      : { record: await readSnapshot(backup, chosen, { signal }), passedOver: [] };
  const tell = (what: string, all: readonly NotTaken[]): void => {
    for (const { repository, digest, tags, reason } of all)
      console.log.warn(what, { repository, digest, tags, reason });
  };
  tell('production had lost this when the snapshot was taken', record.lost);
  tell('the snapshot is partial, and lacks this', record.failed ?? []);
  return { backup, record, passedOver };
}

/** Snapshots that were passed over, as items of a report about the state of the backup. */
export function passedOverItems(passedOver: readonly PassedOver[], registry: string): BackupItem[] {
  return passedOver.map(({ snapshot, reason }) => {
    return {
      snapshot,
      registry,
      repository: recordsPath,
      digest: '',
      tags: [recordTag(snapshot)],
      state: 'corrupt',
      reason,
    };
  });
}

async function openLatest(
  backup: Backup,
  { console, now, signal }: CommandInput,
): Promise<Omit<OpenSnapshot, 'backup'>> {
  const passedOver: PassedOver[] = [];
  const record = await newestSound(backup, snapshotNameAt(now), {
    signal,
    onUnsound: (snapshot, reason) => {
      passedOver.push({ snapshot, reason });
      console.log.warn(`snapshot ${snapshot} is not taken as the latest: ${reason}`);
    },
  });
  if (record) return { record, passedOver };
  throw new UsageError(
    `${backup.name} has no complete snapshot`,
    'Check the name of the backup, or take one with "cip-backup run".',
  );
}
