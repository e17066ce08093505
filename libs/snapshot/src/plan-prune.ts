import { type CallOptions, type Digest, isIndexType } from '@cip/oci';
import { type Backup, placeOf } from './backup.js';
import { BackupError } from './errors.js';
import { findTrees, findUnfinished, type Tree } from './find-unfinished.js';
import { pruneIncrements } from './prune-increments.js';
import type { SnapshotRecord } from './record.js';
import { recordsIn } from './record-tags.js';
import { chooseHours, type Retention } from './retention.js';
import type { Unneeded } from './unneeded.js';
import type { SnapshotName } from './snapshot-name.js';
import { readRepository } from './read-repository.js';
import { readRecord } from './read-record.js';
import { recordTags } from './snapshots.js';

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
  /** Those of them that may need any image which is shared: none of these goes. */
  readonly mayNeedAll: readonly SnapshotName[];
  /** Repositories of which nobody knows what kept snapshots need; nothing of them goes. */
  readonly leftAlone: readonly string[];
}

export interface PlanPruneOptions extends CallOptions {
  /** The hour that it is; snapshots of later ones are left alone. */
  readonly now: SnapshotName;
}

/**
 * Plans what a backup can do without. The newest complete snapshot that can be read always stays. While a snapshot cannot be
 * read that may share images with others, nobody knows what it needs: records go, and images stay.
 */
export async function planPrune(
  backup: Backup,
  retention: Retention,
  { now, ...call }: PlanPruneOptions,
): Promise<PrunePlan> {
  const { records, unreadable } = await readAll(backup, call);
  const {
    kept: keptHours,
    removed,
    oldestByHour,
  } = chooseHours([...records.values()].flat(), retention, now);
  const kept = keptHours.flatMap((snapshot) => records.get(snapshot) ?? []);
  const gone = removed.flatMap((snapshot) => records.get(snapshot) ?? []);
  const known = [...records.keys(), ...unreadable];
  const unfinished = await unfinishedTrees(backup, known, oldestByHour, call);
  const isShared = [...kept, ...gone].some(({ layout }) => layout === 'incremental');
  const mayNeedAll = isShared || records.size === 0 ? unreadable : [];
  const increments =
    isShared && mayNeedAll.length === 0
      ? await pruneIncrements(backup, { kept, gone, now, ...call })
      : { unneeded: [], leftAlone: [] };
  const left = await treesLeft(backup, gone, unfinished, call);
  const images = [...(await inTrees(backup, gone, call)), ...(await inUnfinished(backup, left, call))];
  // Some registries keep a manifest that another one refers to.
  const [indexes, others] = [images.filter(isIndex), images.filter((image) => !isIndex(image))];
  return {
    kept: keptHours,
    removed,
    unfinished,
    unneeded: [...indexes, ...others, ...increments.unneeded],
    unreadable,
    mayNeedAll,
    leftAlone: increments.leftAlone,
  };
}

/** All records of each hour, the complete one last. */
type Records = ReadonlyMap<SnapshotName, readonly SnapshotRecord[]>;

async function readAll(
  backup: Backup,
  call: CallOptions,
): Promise<{ readonly records: Records; readonly unreadable: SnapshotName[] }> {
  const records = new Map<SnapshotName, SnapshotRecord[]>();
  const unreadable = new Set<SnapshotName>();
  for (const at of recordsIn(await recordTags(backup, call))) {
    try {
      const { record } = await readRecord(backup, at, call);
      records.set(at.snapshot, [...(records.get(at.snapshot) ?? []), record]);
    } catch (error) {
      if (!(error instanceof BackupError)) throw error;
      // Somebody else prunes, too.
      if (error.code !== 'missing') unreadable.add(at.snapshot);
    }
  }
  for (const snapshot of unreadable) records.delete(snapshot);
  return { records, unreadable: [...unreadable] };
}

/** A run may be at work on an hour that has just ended. */
async function unfinishedTrees(
  backup: Backup,
  known: readonly SnapshotName[],
  oldestByHour: SnapshotName | undefined,
  call: CallOptions,
): Promise<SnapshotName[]> {
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
      return held.map((manifest) => ({ ...manifest, snapshot, place: placeOf(record, entry) }));
    }),
  );
  return (await Promise.all(found)).flat();
}

/** Trees of hours that go and that no record names: of tries that were killed, or that production has left behind. */
async function treesLeft(
  backup: Backup,
  gone: readonly SnapshotRecord[],
  unfinished: readonly SnapshotName[],
  call: CallOptions,
): Promise<Tree[]> {
  const inTree = gone.filter(({ layout }) => layout === 'tree');
  const named = new Set<string>(
    inTree.flatMap(({ snapshot, repositories }) => repositories.map(({ tree = snapshot }) => tree)),
  );
  const trees = await findTrees(backup, [...inTree.map(({ snapshot }) => snapshot), ...unfinished], call);
  return trees.filter(({ path }) => !named.has(path));
}

/** As the backup lists them: there is no record that would tell. */
async function inUnfinished(backup: Backup, trees: readonly Tree[], call: CallOptions): Promise<Unneeded[]> {
  const found = trees.map(async ({ path, snapshot }) => {
    const unneeded: Unneeded[] = [];
    for (const [place, { tags, manifests }] of await backup.listings(path, call)) {
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

function isIndex({ mediaType }: Unneeded): boolean {
  return isIndexType(mediaType);
}
