import { type CallOptions, type Digest, isIndexType, mediaTypes } from '@cip/oci';
import { type Backup, imagesPath, placeOf } from './backup.js';
import { BackupError } from './errors.js';
import { findUnfinished } from './find-unfinished.js';
import type { HeldManifest } from './held.js';
import type { RecordedRepository, SnapshotRecord } from './record.js';
import { indexTag } from './repository-index.js';
import { chooseKept, type Retention } from './retention.js';
import type { SnapshotName } from './snapshot-name.js';
import { readRepository } from './read-repository.js';
import { readSnapshot } from './read-record.js';
import { listSnapshots } from './snapshots.js';

/** A manifest of a backup that no snapshot needs any more. */
export interface Unneeded extends Pick<HeldManifest, 'digest' | 'mediaType' | 'tags'> {
  readonly snapshot: SnapshotName;
  /** Path of the repository below the backup. */
  readonly place: string;
}

/** What pruning would do. */
export interface PrunePlan {
  readonly kept: readonly SnapshotName[];
  /** Snapshots whose records go, before anything that they refer to. */
  readonly removed: readonly SnapshotName[];
  /** Trees that were never finished and are older than all that is kept by the hour. */
  readonly unfinished: readonly SnapshotName[];
  /** What refers to others goes before them. */
  readonly unneeded: readonly Unneeded[];
  /** Snapshots that cannot be read; they are left as they are. */
  readonly unreadable: readonly SnapshotName[];
}

export interface PlanPruneOptions extends CallOptions {
  /** The hour that it is; snapshots of later ones are left alone. */
  readonly now: SnapshotName;
}

/**
 * Plans what a backup can do without. The newest snapshot that can be read always stays. Throws {@link BackupError}
 * `broken` when a snapshot cannot be read that may share images with others: nobody knows what it needs.
 */
export async function planPrune(
  backup: Backup,
  retention: Retention,
  { now, ...call }: PlanPruneOptions,
): Promise<PrunePlan> {
  const { records, unreadable } = await readAll(backup, call);
  const past = [...records.keys()].filter((snapshot) => snapshot <= now);
  const chosen = new Set(chooseKept(past, retention));
  const isKept = (snapshot: SnapshotName): boolean => snapshot > now || chosen.has(snapshot);
  const [kept, removed] = [
    [...records.values()].filter((r) => isKept(r.snapshot)),
    past.filter((s) => !isKept(s)),
  ];
  const gone = removed.flatMap((snapshot) => records.get(snapshot) ?? []);
  const unfinished = await unfinishedTrees(backup, [...records.keys(), ...unreadable], past, retention, call);
  const images = [
    ...(await inTrees(backup, gone, call)),
    ...(await inUnfinished(backup, unfinished, call)),
    ...(await inIncrements(backup, gone, kept, call)),
  ];
  // Some registries keep a manifest that another one refers to.
  const [indexes, others] = [images.filter(isIndex), images.filter((image) => !isIndex(image))];
  return {
    kept: kept.map(({ snapshot }) => snapshot),
    removed,
    unfinished,
    unneeded: [...indexes, ...others],
    unreadable,
  };
}

async function readAll(
  backup: Backup,
  call: CallOptions,
): Promise<{ readonly records: Map<SnapshotName, SnapshotRecord>; readonly unreadable: SnapshotName[] }> {
  const records = new Map<SnapshotName, SnapshotRecord>();
  const unreadable: SnapshotName[] = [];
  for (const snapshot of await listSnapshots(backup, call)) {
    try {
      records.set(snapshot, await readSnapshot(backup, snapshot, call));
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      unreadable.push(snapshot);
    }
  }
  const [first] = unreadable;
  const shares = [...records.values()].some(({ layout }) => layout === 'incremental');
  if (first === undefined || !shares) return { records, unreadable };
  const remedy = 'repair it, or delete its tag in the repository "snapshots" if it is beyond repair';
  const reason = `snapshot ${first} of ${backup.name} cannot be read, so nobody knows which images it needs; ${remedy}`;
  throw new BackupError('broken', reason);
}

/** A run may be at work on an hour that has just ended. */
async function unfinishedTrees(
  backup: Backup,
  known: readonly SnapshotName[],
  past: readonly SnapshotName[],
  { hourly }: Retention,
  call: CallOptions,
): Promise<SnapshotName[]> {
  const oldestByHour = [...past].sort().slice(-Math.max(1, hourly))[0];
  if (oldestByHour === undefined) return [];
  const unfinished = await findUnfinished(backup, known, call);
  return unfinished.filter((snapshot) => snapshot < oldestByHour);
}

async function inTrees(
  backup: Backup,
  gone: readonly SnapshotRecord[],
  call: CallOptions,
): Promise<Unneeded[]> {
  const trees = gone.filter(({ layout }) => layout === 'tree');
  const found = trees.flatMap((record) =>
    record.repositories.map(async (entry) => {
      const { snapshot } = record;
      const held = await readRepository(backup, record, entry, call);
      return held.map((manifest) => ({ ...manifest, snapshot, place: placeOf(record, entry.name) }));
    }),
  );
  return (await Promise.all(found)).flat();
}

/** As the backup lists them: there is no record that would tell. */
async function inUnfinished(
  backup: Backup,
  unfinished: readonly SnapshotName[],
  call: CallOptions,
): Promise<Unneeded[]> {
  const found = unfinished.map(async (snapshot) => {
    const unneeded: Unneeded[] = [];
    for (const [place, { tags, manifests }] of await backup.listings(snapshot, call)) {
      const tagsOf = new Map<Digest, string[]>([...(manifests?.keys() ?? [])].map((digest) => [digest, []]));
      for (const [tag, listed] of tags) {
        const digest = listed ?? (await backup.repository(place).resolve(tag, call))?.digest;
        if (digest) tagsOf.set(digest, [...(tagsOf.get(digest) ?? []), tag]);
      }
      for (const [digest, own] of tagsOf) {
        unneeded.push({ snapshot, place, digest, mediaType: manifests?.get(digest) ?? '', tags: own });
      }
    }
    return unneeded;
  });
  return (await Promise.all(found)).flat();
}

/** Indexes that no kept snapshot names, and of what they name all that no other index does. */
async function inIncrements(
  backup: Backup,
  gone: readonly SnapshotRecord[],
  kept: readonly SnapshotRecord[],
  call: CallOptions,
): Promise<Unneeded[]> {
  const stay = entriesByIndex(kept);
  const leave = [...entriesByIndex(gone)].filter(([key]) => !stay.has(key)).map(([, named]) => named);
  const places = new Set(leave.map(({ entry }) => entry.name));
  const needed = new Set<string>();
  for (const { record, entry } of stay.values()) {
    if (!places.has(entry.name)) continue;
    for (const { digest } of await readRepository(backup, record, entry, call))
      needed.add(`${entry.name}@${digest}`);
  }
  const indexes: Unneeded[] = [];
  const images = new Map<string, Unneeded>();
  for (const { record, entry } of leave) {
    const of = { snapshot: record.snapshot, place: `${imagesPath}/${entry.name}` };
    for (const { digest, mediaType } of await readRepository(backup, record, entry, call)) {
      const key = `${entry.name}@${digest}`;
      if (!needed.has(key)) images.set(key, { ...of, digest, mediaType, tags: [] });
    }
    if (!entry.index) continue;
    const { digest } = entry.index;
    indexes.push({ ...of, digest, mediaType: mediaTypes.ociIndex, tags: [indexTag(digest)] });
  }
  return [...indexes, ...images.values()];
}

interface NamedEntry {
  readonly record: SnapshotRecord;
  readonly entry: RecordedRepository;
}

function entriesByIndex(records: readonly SnapshotRecord[]): Map<string, NamedEntry> {
  const entries = records.flatMap((record) => record.repositories.map((entry) => ({ record, entry })));
  return new Map(
    entries.flatMap((named) => {
      const { name, index } = named.entry;
      return index ? [[`${name}@${index.digest}`, named] as const] : [];
    }),
  );
}

function isIndex({ mediaType }: Unneeded): boolean {
  return isIndexType(mediaType);
}
