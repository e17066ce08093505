import type { RunOptions } from '@cip/copy';
import type { CallOptions, Shard, WriteOnceTarget } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import { type AsBeforeParts, isAsBefore, type PromisedImages } from './as-before.js';
import type { Backup } from './backup.js';
import { type Base, findBase, type Purpose, refuseForeign } from './base.js';
import { chooseTree } from './choose-tree.js';
import { chooseToConfirm, type ConfirmationPlan } from './choose-confirmations.js';
import { type CopiedRepositories, copyRepositories } from './copy-repositories.js';
import type { BackupError } from './errors.js';
import { IncrementalWriter } from './incremental-writer.js';
import { joinParts } from './join-parts.js';
import type { LayoutWriter } from './layout-writer.js';
import type { RepositoryOutcome } from './repository-outcome.js';
import { readWanted, type Wanted } from './read-wanted.js';
import { failedItem } from './snapshot-item.js';
import type { Layout } from './record.js';
import { findPredecessor } from './predecessor.js';
import { readRecord } from './read-record.js';
import { completeIn, nextPartialTag } from './record-tags.js';
import { partTag, recordTag, type SnapshotName } from './snapshot-name.js';
import { recordTags } from './snapshots.js';
import {
  type Done,
  doneIn,
  failedIn,
  isWhole,
  nothingDone,
  recordedIn,
  type RecordFacts,
  recordOf,
  type TakenSnapshot,
} from './taken-snapshot.js';
import { TreeWriter } from './tree-writer.js';
import { writeRecord } from './write-record.js';

export interface TakeOptions extends Omit<RunOptions, 'attached' | 'listReferrer'> {
  readonly production: {
    readonly registry: ReadOnlyRegistry;
    /** `HOST[:PORT][/PATH]`. */
    readonly prefix: string;
  };
  readonly backup: Backup<WriteOnceTarget>;
  readonly layout: Layout;
  readonly snapshot: SnapshotName;
  /** What promoter manifests promise; looked for where production does not list what it holds. */
  readonly promised?: PromisedImages;
  /** The part that is taken here; who finishes the last one puts them together. Default: all of it. */
  readonly shard?: Shard;
  readonly onProgress?: (progress: SnapshotProgress) => void;
  /** Told of older snapshots that cannot be built upon. */
  readonly onBroken?: (snapshot: SnapshotName, error: BackupError) => void;
  /**
   * In the layout `incremental`: how long what the backup has may be believed without looking, in milliseconds. Default a
   * day. 0: everything is looked at now, down to the blobs.
   */
  readonly confirmWithin?: number;
  /** Told of a repository of the backup that was to be looked at and could not be read. */
  readonly onUnconfirmed?: (repository: string, error: unknown) => void;
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
}

const day = 24 * 3_600_000;

export interface SnapshotProgress {
  readonly phase: 'reading production' | 'copying';
  readonly done: number;
  /** Undefined where nobody knows yet. */
  readonly total: number | undefined;
}

/**
 * Takes the snapshot of one prefix of production. The failure of one image or repository stops no other; then the record
 * is that of a partial snapshot, and a later run in the same hour goes on. Rejects on abort, when the backup's own records
 * cannot be listed, and with {@link BackupError} `foreign` when the place is used for something else.
 */
export async function takeSnapshot(options: TakeOptions): Promise<TakenSnapshot> {
  const { backup, snapshot, shard } = options;
  const tags = await recordTags(backup, callOf(options));
  if (completeIn(tags).includes(snapshot)) return already(options);
  const base = await baseOf(options, tags);
  const previous = await findPredecessor(backup, tags, snapshot, base, callOf(options));
  const { confirmWithin = day, clock = Date.now } = options;
  const confirmation = { now: clock(), within: confirmWithin };
  const toConfirm = chooseToConfirm([...(base?.repositories.values() ?? [])], confirmation);
  const run: Run = { ...options, tags, base, previous, confirmation, toConfirm };
  if (shard && tags.includes(partTag(snapshot, shard))) return join(run, nothingDone);
  const wanted = await wantedBy(run);
  const copied = await copy(run, wanted, await openWriter(run, wanted));
  const done = doneIn(wanted, copied, confirmation);
  return isWhole(done) ? record(run, copied, done) : recordPartial(run, copied, done);
}

/** What a run knows before it looks at production. */
interface Run extends TakeOptions {
  /** Of all records that the backup has. */
  readonly tags: readonly string[];
  readonly base: Base | undefined;
  readonly previous: RecordFacts['previous'];
  readonly confirmation: ConfirmationPlan;
  /** Repositories that are looked at as a whole in this hour, in production and in the backup. */
  readonly toConfirm: ReadonlySet<string>;
}

function baseOf(options: TakeOptions, tags: readonly string[]): Promise<Base | undefined> {
  const { backup, snapshot, onBroken = () => undefined } = options;
  return findBase(backup, tags, { snapshot, ...purposeOf(options) }, { ...callOf(options), onBroken });
}

function wantedBy(run: Run): Promise<Wanted> {
  const { production, promised, shard, layout, onProgress } = run;
  const parts = asBeforeParts(run);
  return readWanted(production, {
    ...callOf(run),
    ...(promised && { promised }),
    // In a tree, all images are copied each time.
    ...(layout === 'incremental' && {
      isAsBefore: (name, listing) => isAsBefore(name, listing, parts, callOf(run)),
    }),
    ...(shard && { shard }),
    onRepository: (done) => onProgress?.({ phase: 'reading production', done, total: undefined }),
  });
}

function asBeforeParts({ production: { registry, prefix }, promised, base, toConfirm }: Run): AsBeforeParts {
  return {
    base,
    toRead: toConfirm,
    production: (name) => registry.repository(`${prefix}/${name}`),
    promised: (name) => promised?.get(`${prefix}/${name}`),
  };
}

async function openWriter(run: Run, wanted: Wanted): Promise<LayoutWriter> {
  const { backup, layout, snapshot, base, confirmation, toConfirm, onUnconfirmed = () => undefined } = run;
  const { production, promised } = asBeforeParts(run);
  if (layout === 'incremental') {
    const parts = { backup, production, base, confirmation, toConfirm, promised, onUnconfirmed };
    return new IncrementalWriter(parts, callOf(run));
  }
  const tree = await chooseTree(backup, snapshot, wanted, callOf(run));
  return new TreeWriter(backup, production, snapshot, base, tree);
}

async function copy(
  run: Run,
  { repositories, asBefore }: Wanted,
  writer: LayoutWriter,
): Promise<CopiedRepositories> {
  const { base, onProgress } = run;
  const copied = await copyRepositories(repositories, writer, {
    ...run,
    onProgress: (progress) => onProgress?.({ phase: 'copying', ...progress }),
  });
  const unchanged = [...asBefore].flatMap(([name, digests]): RepositoryOutcome[] => {
    const entry = base?.repositories.get(name);
    return entry ? [{ name, entry, digests, images: entry.images ?? 0, items: [], lost: [] }] : [];
  });
  return { ...copied, outcomes: [...copied.outcomes, ...unchanged] };
}

async function record(run: Run, copied: CopiedRepositories, done: Done): Promise<TakenSnapshot> {
  const { backup, shard, snapshot, tags } = run;
  const whole = recordOf(factsOf(run), [recordedIn(copied)]);
  const tag = shard ? partTag(snapshot, shard) : recordTag(snapshot);
  const writing = { ...callOf(run), tag, images: done.images, hasOthers: tags.length > 0 };
  const outcome = await writeRecord(backup, shard ? { ...whole, shard } : whole, writing);
  if (shard) return join(run, done);
  return outcome === 'other' ? already(run) : { state: 'complete', record: whole, ...done };
}

/** A part of a snapshot is there as a whole or not at all. */
async function recordPartial(run: Run, copied: CopiedRepositories, done: Done): Promise<TakenSnapshot> {
  const { backup, shard, snapshot, tags } = run;
  if (shard || done.images === 0) return { state: 'incomplete', ...done };
  const partial = { ...recordOf(factsOf(run), [recordedIn(copied)]), failed: failedIn(done) };
  const tag = nextPartialTag(tags, snapshot);
  const writing = { ...callOf(run), tag, images: done.images, hasOthers: tags.length > 0 };
  try {
    await writeRecord(backup, partial, writing);
    return { state: 'partial', record: partial, ...done };
  } catch (error) {
    run.signal?.throwIfAborted();
    const items = [...done.items, failedItem({ repository: '', digest: '', tags: [] }, error)];
    return { state: 'incomplete', ...done, items };
  }
}

/** Puts the parts together, if they are all there. */
async function join(run: Run, done: Done): Promise<TakenSnapshot> {
  const { backup, shard } = run;
  const joined = await joinParts(backup, factsOf(run), shard?.count ?? 1, callOf(run));
  if (joined === 'already') return already(run);
  return joined === 'others are missing'
    ? { state: 'part', ...done }
    : { state: 'complete', record: joined, ...done };
}

/** Another run was first, and what it says holds. */
async function already(options: TakeOptions): Promise<TakenSnapshot> {
  const { backup, snapshot } = options;
  const { record: theirs, head } = await readRecord(
    backup,
    { snapshot, tag: recordTag(snapshot) },
    callOf(options),
  );
  refuseForeign(backup, theirs, purposeOf(options));
  return { state: 'already', record: theirs, ...nothingDone, images: head.images };
}

function purposeOf({ layout, production }: TakeOptions): Purpose {
  return { layout, production: production.prefix };
}

function factsOf(run: Run): RecordFacts {
  const { snapshot, previous, clock = Date.now } = run;
  return { snapshot, ...purposeOf(run), previous, finished: clock() };
}

function callOf({ signal }: TakeOptions): CallOptions {
  return signal ? { signal } : {};
}
