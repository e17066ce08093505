import {
  type CallOptions,
  type Descriptor,
  type RawManifest,
  type Shard,
  type Source,
  TagMovedError,
  type WriteOnceTarget,
} from '@cip/oci';
import { type Backup, placeOf } from './backup.js';
import { BackupError } from './errors.js';
import type { HeldManifest } from './held.js';
import { parseRecord, type RecordedRepository, type SnapshotRecord } from './record.js';
import {
  type Content,
  recordArtifact,
  recordHead,
  recordLayer,
  type SnapshotHead,
} from './record-artifact.js';
import { parseRepositoryIndex } from './repository-index.js';
import { partTag, recordTag, type SnapshotName, snapshotOfTag } from './snapshot-name.js';

/** The repository of the records, below the backup. */
export const recordsPath = 'snapshots';

const mostRecordBytes = 512 * 2 ** 20;

/** The snapshots that have a record, oldest first. */
export async function listSnapshots(backup: Backup, options: CallOptions = {}): Promise<SnapshotName[]> {
  return snapshotsIn(await recordTags(backup, options));
}

/** The snapshots that are whole, by the tags of their records, oldest first. */
export function snapshotsIn(tags: readonly string[]): SnapshotName[] {
  return tags.flatMap((tag) => snapshotOfTag(tag) ?? []).sort();
}

/** Reads what the manifest of a record tells. Throws {@link BackupError} `missing`. */
export async function readHead(
  backup: Backup,
  snapshot: SnapshotName,
  options: CallOptions = {},
): Promise<SnapshotHead> {
  return recordHead(snapshot, await recordManifest(backup, snapshot, recordTag(snapshot), options));
}

/** The same of one part. */
export async function readPartHead(
  backup: Backup,
  snapshot: SnapshotName,
  shard: Shard,
  options: CallOptions = {},
): Promise<SnapshotHead> {
  return recordHead(snapshot, await recordManifest(backup, snapshot, partTag(snapshot, shard), options));
}

/** Reads a record. Throws {@link BackupError}: `missing`, `broken`, `unsupported`. */
export function readSnapshot(
  backup: Backup,
  snapshot: SnapshotName,
  options: CallOptions = {},
): Promise<SnapshotRecord> {
  return readRecord(backup, snapshot, recordTag(snapshot), options);
}

/** Reads the record of one part. Throws as {@link readSnapshot} does. */
export function readPart(
  backup: Backup,
  snapshot: SnapshotName,
  shard: Shard,
  options: CallOptions = {},
): Promise<SnapshotRecord> {
  return readRecord(backup, snapshot, partTag(snapshot, shard), options);
}

/** The tags of all records, those of parts too. */
export async function recordTags(backup: Backup, options: CallOptions = {}): Promise<string[]> {
  return [...(await backup.repository(recordsPath).list(options)).tags.keys()];
}

async function readRecord(
  backup: Backup,
  snapshot: SnapshotName,
  tag: string,
  options: CallOptions,
): Promise<SnapshotRecord> {
  const layer = recordLayer(await recordManifest(backup, snapshot, tag, options));
  const what = titleOf(backup, snapshot);
  if (!layer || layer.size > mostRecordBytes) {
    throw new BackupError('broken', `what should be the record of ${what} is none; use another snapshot`);
  }
  const record = parseRecord(await readText(backup.repository(recordsPath), layer, options), what);
  if (record.snapshot === snapshot) return record;
  const message = `the record of ${what} is that of ${record.snapshot}; use another snapshot`;
  throw new BackupError('broken', message);
}

/** What a repository held at the time of a snapshot, from its record or from the index that it names. */
export async function readRepository(
  backup: Backup,
  record: SnapshotRecord,
  { name, manifests, index }: RecordedRepository,
  options: CallOptions = {},
): Promise<readonly HeldManifest[]> {
  if (manifests) return manifests;
  const place = placeOf(record, name);
  const what = `${backup.name}/${place}@${index?.digest}`;
  const found = index && (await backup.repository(place).fetchManifest(index.digest, options));
  if (found) return parseRepositoryIndex(found, what);
  throw new BackupError(
    'broken',
    `${what}, the index that a snapshot names, is not there; use another snapshot`,
  );
}

export interface WriteRecordOptions extends CallOptions {
  /** How many manifests the snapshot has. */
  readonly images: number;
  /** Another record is there, and with it what all records share. */
  readonly hasOthers: boolean;
}

/**
 * Writes the record of a snapshot and reads it back. `other`: somebody else finished the snapshot first, and the record
 * is theirs.
 */
export async function writeRecord(
  backup: Backup<WriteOnceTarget>,
  record: SnapshotRecord,
  { signal, images, hasOthers }: WriteRecordOptions,
): Promise<'written' | 'other'> {
  const call = signal ? { signal } : {};
  const records = backup.repository(recordsPath);
  const { config, layer, manifest } = recordArtifact(record, images);
  if (!hasOthers && !(await records.hasBlob(config.descriptor, call))) await push(records, config, call);
  await push(records, layer, call);
  const { snapshot, shard } = record;
  const tag = shard ? partTag(snapshot, shard) : recordTag(snapshot);
  try {
    await records.pushManifest(manifest, { ...call, tag });
  } catch (error) {
    if (error instanceof TagMovedError) return 'other';
    throw error;
  }
  const there = await records.resolve(tag, call);
  return there?.digest === manifest.descriptor.digest ? 'written' : 'other';
}

async function recordManifest(
  backup: Backup,
  snapshot: SnapshotName,
  tag: string,
  options: CallOptions,
): Promise<RawManifest> {
  const manifest = await backup.repository(recordsPath).fetchManifest(tag, options);
  if (manifest) return manifest;
  const remedy = 'see "cip-backup list" for those that are there';
  throw new BackupError(
    'missing',
    `${titleOf(backup, snapshot)} is not there, or was never finished; ${remedy}`,
  );
}

async function readText(source: Source, blob: Descriptor, options: CallOptions): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.fetchBlob(blob, options)) chunks.push(chunk);
  return new TextDecoder().decode(Buffer.concat(chunks));
}

async function push(
  target: WriteOnceTarget,
  { descriptor, bytes }: Content,
  options: CallOptions,
): Promise<void> {
  const upload = await target.openUpload(descriptor, options);
  if (upload !== 'mounted') await upload.send((offset) => whole(bytes.subarray(offset)), options);
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function titleOf(backup: Backup, snapshot: SnapshotName): string {
  return `snapshot ${snapshot} of ${backup.name}`;
}
