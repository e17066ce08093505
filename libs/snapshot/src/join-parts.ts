import type { CallOptions, WriteOnceTarget } from '@cip/oci';
import type { Backup } from './backup.js';
import { readPart } from './read-record.js';
import type { SnapshotRecord } from './record.js';
import { partTag, recordTag } from './snapshot-name.js';
import { recordTags } from './snapshots.js';
import { type RecordFacts, recordOf } from './taken-snapshot.js';
import { writeRecord } from './write-record.js';

/** Makes one snapshot of its parts when they are all there. `already`: another process has. */
export async function joinParts(
  backup: Backup<WriteOnceTarget>,
  facts: RecordFacts,
  count: number,
  call: CallOptions,
): Promise<SnapshotRecord | 'already' | 'others are missing'> {
  const { snapshot } = facts;
  const tags = await recordTags(backup, call);
  if (tags.includes(recordTag(snapshot))) return 'already';
  const shards = Array.from({ length: count }, (_, index) => ({ index, count }));
  if (!shards.every((shard) => tags.includes(partTag(snapshot, shard)))) return 'others are missing';
  const parts = await Promise.all(shards.map((shard) => readPart(backup, snapshot, shard, call)));
  const record = recordOf(
    facts,
    parts.map((part) => part.record),
  );
  const images = parts.reduce((sum, { head }) => sum + head.images, 0);
  const tag = recordTag(snapshot);
  const outcome = await writeRecord(backup, record, { ...call, tag, images, hasOthers: true });
  return outcome === 'other' ? 'already' : record;
}
