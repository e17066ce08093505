import type { RunOptions } from '@cip/copy';
import type { NamedDigests } from '@cip/inventory';
import type { CallOptions, Shard, Source, WriteOnceTarget } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { Backup } from './backup.js';
import { type Base, findBase, type Purpose, refuseForeign } from './base.js';
import type { ConfirmationPlan } from './choose-confirmations.js';
import { type CopiedRepositories, copyRepositories } from './copy-repositories.js';
import type { BackupError } from './errors.js';
import { IncrementalWriter } from './incremental-writer.js';
import { joinParts } from './join-parts.js';
import type { LayoutWriter } from './layout-writer.js';
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
  readonly promised?: NamedDigests;
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
  const run: Run = { ...options, tags, base, previous, confirmation };
  if (shard && tags.includes(partTag(snapshot, shard))) return join(run, nothingDone);
  const wanted = await wantedBy(run);
  const copied = await copy(run, wanted, await openWriter(run));
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
}

function baseOf(options: TakeOptions, tags: readonly string[]): Promise<Base | undefined> {
  const { backup, snapshot, onBroken = () => undefined } = options;
  return findBase(backup, tags, { snapshot, ...purposeOf(options) }, { ...callOf(options), onBroken });
}

function wantedBy(options: TakeOptions): Promise<Wanted> {
  const { production, promised, shard, onProgress } = options;
  return readWanted(production, {
    ...callOf(options),
    ...(promised && { promised }),
    ...(shard && { shard }),
    onRepository: (done) => onProgress?.({ phase: 'reading production', done, total: undefined }),
  });
}

async function openWriter(run: Run): Promise<LayoutWriter> {
  const { backup, layout, production, snapshot, base, confirmation, onUnconfirmed = () => undefined } = run;
  const source = (name: string): Source => production.registry.repository(`${production.prefix}/${name}`);
  if (layout === 'incremental') {
    const parts = { backup, production: source, base, confirmation, onUnconfirmed };
    return new IncrementalWriter(parts, callOf(run));
  }
  return new TreeWriter(backup, source, snapshot, base, await backup.listings(snapshot, callOf(run)));
}

function copy(
  options: TakeOptions,
  { repositories }: Wanted,
  writer: LayoutWriter,
): Promise<CopiedRepositories> {
  const { onProgress } = options;
  return copyRepositories(repositories, writer, {
    ...options,
    onProgress: (progress) => onProgress?.({ phase: 'copying', ...progress }),
  });
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
