import type { CallOptions, Digest } from '@cip/oci';
import type { Backup } from './backup.js';
import type { Base } from './base.js';
import { isDamage } from './damage.js';
import type { Predecessor } from './record.js';
import { completeIn } from './record-tags.js';
import { recordTag, type SnapshotName } from './snapshot-name.js';
import { recordsPath } from './snapshots.js';

/**
 * The complete snapshot before an hour, which the record of that hour names; damaged ones are passed over. Undefined: there
 * is none. What was just read as the base is not asked for again.
 */
export async function findPredecessor(
  backup: Backup,
  tags: readonly string[],
  snapshot: SnapshotName,
  base: Base | undefined,
  call: CallOptions,
): Promise<Predecessor | undefined> {
  const before = completeIn(tags).filter((one) => one < snapshot);
  for (const candidate of before.reverse()) {
    const isBase = base?.record.snapshot === candidate && base.head.failed === undefined;
    const digest = isBase ? base.head.digest : await digestOf(backup, candidate, call);
    if (digest) return { snapshot: candidate, digest };
  }
  return undefined;
}

async function digestOf(
  backup: Backup,
  snapshot: SnapshotName,
  call: CallOptions,
): Promise<Digest | undefined> {
  try {
    return (await backup.repository(recordsPath).resolve(recordTag(snapshot), call))?.digest;
  } catch (error) {
    call.signal?.throwIfAborted();
    if (isDamage(error)) return undefined;
    throw error;
  }
}
