import { type CallOptions, type Digest, type Failure, type Target } from '@cip/oci';
import { RegistryError } from '@cip/registry';
import type { Backup } from './backup.js';
import { factsOf } from './failure-facts.js';
import type { PrunePlan } from './plan-prune.js';
import { digestInTag } from './repository-index.js';
import type { Unneeded } from './unneeded.js';
import { besideRecord, recordsIn } from './record-tags.js';
import { recordTag, type SnapshotName } from './snapshot-name.js';
import { recordsPath, recordTags } from './snapshots.js';

/** One manifest that was deleted, or was to be. */
export interface PrunedItem {
  readonly snapshot: SnapshotName;
  /** Path of the repository below the backup. */
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly state: 'deleted' | 'failed';
  readonly reason?: string;
  /** The facts that `reason` was made of. */
  readonly failure?: Failure;
}

/** A backup with the right to delete. One that removes what nothing reaches by itself is only told what is not reached. */
export type PrunableBackup = Backup<Target> & { readonly collectGarbage?: () => Promise<unknown> };

export interface CarryOutPruneOptions extends CallOptions {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Deletes what a plan names: the records first, so that no snapshot is listed as whole that is not. When a record stays,
 * all of its images stay, too. The failure of one manifest stops no other; rejects on abort only.
 */
export async function carryOutPrune(
  backup: PrunableBackup,
  plan: PrunePlan,
  { onProgress, signal }: CarryOutPruneOptions = {},
): Promise<PrunedItem[]> {
  const pruning = new Pruning(backup, signal ? { signal } : {});
  const total = plan.removed.length + plan.unneeded.length;
  let done = 0;
  const step = async (work: Promise<void>): Promise<void> => {
    signal?.throwIfAborted();
    await work;
    onProgress?.({ done: ++done, total });
  };
  for (const snapshot of plan.removed) await step(pruning.removeRecord(snapshot));
  await pruning.lookForOthers(plan);
  const again: Unneeded[] = [];
  for (const unneeded of plan.unneeded) {
    await step(
      pruning.remove(unneeded).then((isDone) => {
        if (!isDone) again.push(unneeded);
      }),
    );
  }
  // A registry that keeps what others refer to may let it go by now.
  for (const unneeded of again) await pruning.retry(unneeded);
  await pruning.collectGarbage(plan);
  return pruning.items;
}

class Pruning {
  readonly items: PrunedItem[] = [];
  /** Why no image may go. */
  #obstacle: string | undefined;

  constructor(
    private readonly backup: PrunableBackup,
    private readonly call: CallOptions,
  ) {}

  async removeRecord(snapshot: SnapshotName): Promise<void> {
    const tag = recordTag(snapshot);
    const records = this.backup.repository(recordsPath);
    const item = { snapshot, repository: recordsPath, tags: [tag] };
    let digest: Digest | undefined;
    try {
      const parts = besideRecord(await recordTags(this.backup, this.call), snapshot);
      for (const part of parts) await this.#deleteTag(records, part);
      digest = await this.#deleteTag(records, tag);
      this.items.push({ ...item, digest: digest ?? '', state: 'deleted' });
    } catch (error) {
      this.#obstacle = 'the record of a snapshot could not be deleted, so that images may be needed still';
      this.#fail({ ...item, digest: digest ?? '' }, error);
    }
  }

  /** A run that has finished a snapshot since the plan was made may need what it found in the backup. */
  async lookForOthers({ kept, removed, unreadable }: PrunePlan): Promise<void> {
    const known = new Set([...kept, ...removed, ...unreadable]);
    const others = recordsIn(await recordTags(this.backup, this.call)).filter(
      ({ snapshot }) => !known.has(snapshot),
    );
    const [first] = others;
    if (first) this.#obstacle ??= `the snapshot ${first.snapshot} was taken meanwhile; prune again`;
  }

  /** False: it may go later, when what refers to it has gone. */
  async remove(unneeded: Unneeded): Promise<boolean> {
    if (this.#obstacle !== undefined) {
      this.#fail(itemOf(unneeded), new Error(this.#obstacle));
      return true;
    }
    try {
      await this.#removeNow(unneeded);
      return true;
    } catch {
      this.call.signal?.throwIfAborted();
      return false;
    }
  }

  async retry(unneeded: Unneeded): Promise<void> {
    try {
      await this.#removeNow(unneeded);
    } catch (error) {
      this.#fail(itemOf(unneeded), error);
    }
  }

  /** Damage to one thing that is kept keeps a backup from telling what is garbage; what was deleted is told all the same. */
  async collectGarbage({ kept }: PrunePlan): Promise<void> {
    const last = kept.at(-1);
    try {
      await this.backup.collectGarbage?.();
    } catch (error) {
      if (!last) throw error;
      this.#fail({ snapshot: last, repository: '', digest: '', tags: [] }, error);
    }
  }

  async #removeNow(unneeded: Unneeded): Promise<void> {
    const { place, digest, tags } = unneeded;
    await this.#delete(this.backup.repository(place), digest, tags);
    this.items.push({ ...itemOf(unneeded), state: 'deleted' });
  }

  async #deleteTag(records: Target, tag: string): Promise<Digest | undefined> {
    const found = await records.resolve(tag, this.call);
    if (found) await this.#delete(records, found.digest, [tag]);
    return found?.digest;
  }

  /**
   * Tags first: some registries keep a manifest that has one, and others delete no tag alone. What is tagged
   * by its digest goes by that if it can: a kill between the two would leave it where some registries list it to nobody.
   */
  async #delete(target: Target, digest: Digest, tags: readonly string[]): Promise<void> {
    const isOwn = (tag: string): boolean => digestInTag(tag) !== undefined;
    const isByDigest = !this.backup.collectGarbage && tags.length > 0 && tags.every(isOwn);
    if (isByDigest && (await unlessRefused(target.delete(digest, this.call)))) return;
    for (const tag of tags) await unlessRefused(target.delete(tag, this.call));
    // Other repositories may share it where all content is in one place.
    if (!this.backup.collectGarbage) await target.delete(digest, this.call);
  }

  #fail(item: Omit<PrunedItem, 'state' | 'reason' | 'failure'>, error: unknown): void {
    this.call.signal?.throwIfAborted();
    this.items.push({ ...item, state: 'failed', ...factsOf(error) });
  }
}

function itemOf({ snapshot, place, digest, tags }: Unneeded): Omit<PrunedItem, 'state'> {
  return { snapshot, repository: place, digest, tags };
}

/** False: the registry does not do that. */
async function unlessRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'REFUSED') return false;
    throw error;
  }
}
