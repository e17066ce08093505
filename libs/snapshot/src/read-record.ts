import { type CallOptions, type Descriptor, type RawManifest, readBlob, type Shard } from '@cip/oci';
import type { Backup } from './backup.js';
import { orBroken } from './damage.js';
import { BackupError } from './errors.js';
import { parseRecord, type SnapshotRecord } from './record.js';
import { recordHead, recordLayer, type SnapshotHead } from './record-artifact.js';
import { recordOfHour, type RecordTag } from './record-tags.js';
import { partTag, type SnapshotName } from './snapshot-name.js';
import { recordsPath, recordTags } from './snapshots.js';

const mostRecordBytes = 512 * 2 ** 20;

/** A record, with what its manifest tells. */
export interface ReadRecord {
  readonly record: SnapshotRecord;
  readonly head: SnapshotHead;
}

/**
 * Reads the record of a snapshot: of the complete one, or else of the last partial one. Throws {@link BackupError}:
 * `missing`, `broken`, `unsupported`.
 */
export async function readSnapshot(
  backup: Backup,
  snapshot: SnapshotName,
  options: CallOptions = {},
): Promise<SnapshotRecord> {
  return (await readRecord(backup, await tagOf(backup, snapshot, options), options)).record;
}

/**
 * Reads what the manifest of the same record tells, and looks whether the record itself is there. Throws as
 * {@link readSnapshot} does.
 */
export async function readHead(
  backup: Backup,
  snapshot: SnapshotName,
  { signal }: CallOptions = {},
): Promise<SnapshotHead> {
  const call = signal ? { signal } : {};
  const what = titleOf(backup, snapshot);
  return orBroken(`the record of ${what}`, signal, async () => {
    const { head, layer } = await headAndLayer(backup, await tagOf(backup, snapshot, call), call);
    if (await backup.repository(recordsPath).hasBlob(layer, call)) return head;
    throw broken(what, `its layer ${layer.digest} is not there`);
  });
}

/** Reads the record under a tag. Throws as {@link readSnapshot} does. */
export async function readRecord(
  backup: Backup,
  at: RecordTag,
  { signal }: CallOptions = {},
): Promise<ReadRecord> {
  const call = signal ? { signal } : {};
  const what = titleOf(backup, at.snapshot);
  return orBroken(`the record of ${what}`, signal, async () => {
    const manifest = await recordManifest(backup, at, call);
    const layer = recordLayer(manifest);
    const head = recordHead(at.snapshot, manifest);
    if (!layer || layer.size > mostRecordBytes) throw broken(what, 'it is not an artifact of a snapshot');
    const text = new TextDecoder().decode(await readBlob(backup.repository(recordsPath), layer, call));
    const record = parseRecord(text, what);
    const contradiction = contradictionIn(record, head, at);
    if (contradiction !== undefined) throw broken(what, contradiction);
    return { record, head };
  });
}

/** Reads what the manifest under a tag tells. Throws as {@link readSnapshot} does. */
export async function readHeadAt(
  backup: Backup,
  at: RecordTag,
  { signal }: CallOptions = {},
): Promise<SnapshotHead> {
  const call = signal ? { signal } : {};
  return orBroken(
    `the record of ${titleOf(backup, at.snapshot)}`,
    signal,
    async () => (await headAndLayer(backup, at, call)).head,
  );
}

async function headAndLayer(
  backup: Backup,
  at: RecordTag,
  call: CallOptions,
): Promise<{ readonly head: SnapshotHead; readonly layer: Descriptor }> {
  const manifest = await recordManifest(backup, at, call);
  const layer = recordLayer(manifest);
  if (!layer) throw broken(titleOf(backup, at.snapshot), 'it is not an artifact of a snapshot');
  return { head: recordHead(at.snapshot, manifest), layer };
}

/** Reads the record of one part. Throws as {@link readSnapshot} does. */
export function readPart(
  backup: Backup,
  snapshot: SnapshotName,
  shard: Shard,
  options: CallOptions = {},
): Promise<ReadRecord> {
  return readRecord(backup, { snapshot, tag: partTag(snapshot, shard) }, options);
}

/** What record and manifest say of each other that cannot be true; an empty snapshot is never written. */
function contradictionIn(record: SnapshotRecord, head: SnapshotHead, at: RecordTag): string | undefined {
  const { snapshot, repositories, lost, failed, shard } = record;
  if (snapshot !== at.snapshot) return `it is that of ${snapshot}`;
  if (repositories.length !== head.repositories || lost.length !== head.lost) {
    return `it has ${repositories.length} repositories and ${lost.length} lost images, and its manifest says ${head.repositories} and ${head.lost}`;
  }
  if (failed?.length !== head.failed || (failed !== undefined) !== (at.attempt !== undefined)) {
    return 'its manifest and tag do not say the same of what failed';
  }
  if (!shard && repositories.length + lost.length === 0) return 'it names no repository';
  return undefined;
}

async function tagOf(backup: Backup, snapshot: SnapshotName, options: CallOptions): Promise<RecordTag> {
  const found = recordOfHour(await recordTags(backup, options), snapshot);
  if (found) return found;
  throw missing(backup, snapshot);
}

async function recordManifest(
  backup: Backup,
  { tag, snapshot }: RecordTag,
  options: CallOptions,
): Promise<RawManifest> {
  const manifest = await backup.repository(recordsPath).fetchManifest(tag, options);
  if (manifest) return manifest;
  throw missing(backup, snapshot);
}

function missing(backup: Backup, snapshot: SnapshotName): BackupError {
  const remedy = 'see "cip-backup list" for those that are there';
  return new BackupError(
    'missing',
    `${titleOf(backup, snapshot)} is not there, or was never finished; ${remedy}`,
  );
}

function broken(what: string, reason: string): BackupError {
  return new BackupError('broken', `the record of ${what} is broken: ${reason}; use another snapshot`);
}

function titleOf(backup: Backup, snapshot: SnapshotName): string {
  return `snapshot ${snapshot} of ${backup.name}`;
}
