import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import { BackupError } from './errors.js';
import type { Layout, RecordedRepository, SnapshotRecord } from './record.js';
import type { SnapshotName } from './snapshot-name.js';
import { readSnapshot } from './snapshots.js';

/** The snapshot that a new one builds upon. */
export interface Base {
  readonly record: SnapshotRecord;
  readonly repositories: ReadonlyMap<string, RecordedRepository>;
}

export interface FindBaseOptions extends CallOptions {
  /** Told of a snapshot that cannot be built upon. */
  readonly onBroken: (snapshot: SnapshotName, error: BackupError) => void;
}

/** The newest of the snapshots before an hour that can be read and has the layout; undefined when there is none. */
export async function findBase(
  backup: Backup,
  snapshots: readonly SnapshotName[],
  { layout, before }: { readonly layout: Layout; readonly before: SnapshotName },
  { onBroken, ...call }: FindBaseOptions,
): Promise<Base | undefined> {
  const older = snapshots.filter((snapshot) => snapshot < before).sort();
  for (let snapshot = older.pop(); snapshot; snapshot = older.pop()) {
    try {
      const record = await readSnapshot(backup, snapshot, call);
      if (record.layout === layout) return toBase(record);
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      onBroken(snapshot, error);
    }
  }
  return undefined;
}

function toBase(record: SnapshotRecord): Base {
  return { record, repositories: new Map(record.repositories.map((entry) => [entry.name, entry])) };
}
