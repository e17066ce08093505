import { type CallOptions, TagMovedError, type WriteOnceTarget } from '@cip/oci';
import type { Backup } from './backup.js';
import type { SnapshotRecord } from './record.js';
import { type Content, recordArtifact } from './record-artifact.js';
import { recordsPath } from './snapshots.js';

export interface WriteRecordOptions extends CallOptions {
  readonly tag: string;
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
  { signal, tag, images, hasOthers }: WriteRecordOptions,
): Promise<'written' | 'other'> {
  const call = signal ? { signal } : {};
  const records = backup.repository(recordsPath);
  const { config, layer, manifest } = recordArtifact(record, images);
  const write = async (isConfigThere: boolean): Promise<void> => {
    if (!isConfigThere && !(await records.hasBlob(config.descriptor, call)))
      await push(records, config, call);
    await push(records, layer, call);
    await records.pushManifest(manifest, { ...call, tag });
  };
  try {
    await write(hasOthers).catch(async (error: unknown) => {
      signal?.throwIfAborted();
      // What all records share may be damaged.
      if (!hasOthers || error instanceof TagMovedError) throw error;
      await write(false);
    });
  } catch (error) {
    if (error instanceof TagMovedError) return 'other';
    throw error;
  }
  const there = await records.resolve(tag, call);
  return there?.digest === manifest.descriptor.digest ? 'written' : 'other';
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
