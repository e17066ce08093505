import type { CallOptions } from '@cip/oci';
import type { Backup } from './backup.js';
import { BackupError } from './errors.js';
import { readRecord, type ReadRecord } from './read-record.js';
import type { Layout, RecordedRepository, SnapshotRecord } from './record.js';
import { recordsIn, type RecordTag } from './record-tags.js';
import type { SnapshotName } from './snapshot-name.js';

/** The snapshot that a new one builds upon. */
export interface Base extends ReadRecord {
  readonly repositories: ReadonlyMap<string, RecordedRepository>;
}

/** What a backup place is used for. */
export interface Purpose {
  readonly production: string;
  readonly layout: Layout;
}

export interface FindBaseOptions extends CallOptions {
  /** Told of a snapshot that cannot be built upon. */
  readonly onBroken: (snapshot: SnapshotName, error: BackupError) => void;
}

/**
 * Reads what a snapshot can be built upon: the newest record before it that is not broken. Undefined: there is none. Throws
 * {@link BackupError} `foreign` when it is of another prefix of production, or in another layout.
 */
export async function findBase(
  backup: Backup,
  tags: readonly string[],
  { snapshot, ...purpose }: Purpose & { readonly snapshot: SnapshotName },
  { onBroken, ...call }: FindBaseOptions,
): Promise<Base | undefined> {
  for (const candidate of baseCandidates(tags, snapshot, purpose.layout)) {
    const found = await readRecord(backup, candidate, call).catch((error: unknown) => {
      if (!(error instanceof BackupError)) throw error;
      onBroken(candidate.snapshot, error);
      return undefined;
    });
    if (!found) continue;
    refuseForeign(backup, found.record, purpose);
    const { repositories } = found.record;
    return { ...found, repositories: new Map(repositories.map((entry) => [entry.name, entry])) };
  }
  return undefined;
}

/**
 * The records that a snapshot may be built upon, best first: those before it from the newest on, then those of later hours.
 * A partial one of the same hour knows what an earlier try has brought; in a tree, that is the very place that is written to.
 */
export function baseCandidates(tags: readonly string[], snapshot: SnapshotName, layout: Layout): RecordTag[] {
  const records = recordsIn(tags);
  const isBefore = (record: RecordTag): boolean =>
    record.snapshot < snapshot ||
    (layout === 'incremental' && record.snapshot === snapshot && record.attempt !== undefined);
  return [...records.filter(isBefore).reverse(), ...records.filter((record) => record.snapshot > snapshot)];
}

/** Throws {@link BackupError} `foreign` for a record of another prefix of production, or in another layout. */
export function refuseForeign(backup: Backup, record: SnapshotRecord, { production, layout }: Purpose): void {
  const { snapshot } = record;
  if (record.production !== production) {
    throw new BackupError(
      'foreign',
      `${backup.name} holds snapshots of ${record.production}, such as ${snapshot}, not of ${production}; give each prefix of production a backup of its own`,
    );
  }
  if (record.layout === layout) return;
  throw new BackupError(
    'foreign',
    `${backup.name} holds snapshots in the layout ${record.layout}, such as ${snapshot}; go on with that layout, or give another backup`,
  );
}
