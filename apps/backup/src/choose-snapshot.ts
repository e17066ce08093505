import type { CallOptions } from '@cip/oci';
import { UsageError } from '@cip/runtime';
import {
  type Backup,
  listSnapshots,
  parseSnapshotName,
  type SnapshotName,
  snapshotNameAt,
} from '@cip/snapshot';

/**
 * The snapshot that an argument names: `YYYY/MM/DD/HH`, or `latest`, the newest one that has a record and is not of the
 * future. `now` in milliseconds since the epoch. Throws `UsageError`, `InvalidSnapshotNameError`.
 */
export async function chooseSnapshot(
  text: string,
  backup: Backup,
  now: number,
  options: CallOptions,
): Promise<SnapshotName> {
  const hour = snapshotNameAt(now);
  const named = text === 'latest' ? undefined : parseSnapshotName(text);
  if (named !== undefined && named > hour) {
    throw new UsageError(
      `snapshot ${named} is of the future: it is ${hour}`,
      'Check the clock of this machine, or name an hour that has begun.',
    );
  }
  const there = named ?? (await listSnapshots(backup, options)).findLast((snapshot) => snapshot <= hour);
  if (there !== undefined) return there;
  throw new UsageError(
    `${backup.name} has no complete snapshot`,
    'Check the name of the backup, or take one with "cip-backup run".',
  );
}
