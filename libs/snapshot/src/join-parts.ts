import type { CallOptions, WriteOnceTarget } from '@cip/oci';
import type { Backup } from './backup.js';
import type { SnapshotRecord } from './record.js';
import { partTag, recordTag } from './snapshot-name.js';
import { readPart, readPartHead, recordTags, writeRecord } from './snapshots.js';
import { type RecordHead, recordOf } from './taken-snapshot.js';

/** Makes one snapshot of its parts when they are all there. `already`: another process has. */
export async function joinParts(
  backup: Backup<WriteOnceTarget>,
  head: RecordHead,
  count: number,
  call: CallOptions,
): Promise<SnapshotRecord | 'already' | 'others are missing'> {
  const { snapshot } = head;
  const tags = await recordTags(backup, call);
  if (tags.includes(recordTag(snapshot))) return 'already';
  const shards = Array.from({ length: count }, (_, index) => ({ index, count }));
  if (!shards.every((shard) => tags.includes(partTag(snapshot, shard)))) return 'others are missing';
  const parts = await Promise.all(shards.map((shard) => readPart(backup, snapshot, shard, call)));
  const heads = await Promise.all(shards.map((shard) => readPartHead(backup, snapshot, shard, call)));
  const record = recordOf(head, parts);
  const images = heads.reduce((sum, one) => sum + one.images, 0);
  const outcome = await writeRecord(backup, record, { ...call, images, hasOthers: true });
  return outcome === 'other' ? 'already' : record;
}
