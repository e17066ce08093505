import type { CallOptions, Digest, RawManifest } from '@cip/oci';
import { type Backup, placeOf } from './backup.js';
import { orBroken } from './damage.js';
import { BackupError } from './errors.js';
import { type HeldManifest, stateOf } from './held.js';
import type { RecordedRepository, SnapshotRecord } from './record.js';
import { parseRepositoryIndex } from './repository-index.js';

/**
 * What a repository held at the time of a snapshot, from its record or from the index that it names. Throws
 * {@link BackupError} `broken` when that is damaged, or is not what the record says.
 */
export async function readRepository(
  backup: Backup,
  record: SnapshotRecord,
  entry: RecordedRepository,
  options: CallOptions = {},
): Promise<readonly HeldManifest[]> {
  const held = entry.manifests ?? (await readIndex(backup, placeOf(record, entry), entry, options));
  if (stateOf(held) === entry.state) return held;
  throw new BackupError(
    'broken',
    `what snapshot ${record.snapshot} of ${backup.name} names for ${entry.name} is not what it held; use another snapshot`,
  );
}

async function readIndex(
  backup: Backup,
  place: string,
  { index }: RecordedRepository,
  options: CallOptions,
): Promise<HeldManifest[]> {
  const what = `${backup.name}/${place}@${index?.digest}`;
  return orBroken(`the index ${what}`, options.signal, async () => {
    const fetch = (digest: Digest): Promise<RawManifest | undefined> =>
      backup.repository(place).fetchManifest(digest, options);
    const found = index && (await fetch(index.digest));
    if (found) return parseRepositoryIndex(found, what, fetch);
    throw new BackupError(
      'broken',
      `${what}, the index that a snapshot names, is not there; use another snapshot`,
    );
  });
}
