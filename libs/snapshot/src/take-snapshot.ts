import type { RunOptions } from '@cip/copy';
import type { NamedDigests } from '@cip/inventory';
import type { CallOptions, Shard, Source, WriteOnceTarget } from '@cip/oci';
import type { ReadOnlyRegistry } from '@cip/registry';
import type { Backup } from './backup.js';
import { type Base, findBase } from './base.js';
import { type CopiedRepositories, copyRepositories } from './copy-repositories.js';
import type { BackupError } from './errors.js';
import { IncrementalWriter } from './incremental-writer.js';
import { joinParts } from './join-parts.js';
import type { LayoutWriter } from './layout-writer.js';
import { readWanted, type Wanted } from './read-wanted.js';
import type { Layout } from './record.js';
import { partTag, type SnapshotName } from './snapshot-name.js';
import { readHead, readSnapshot, recordTags, snapshotsIn, writeRecord } from './snapshots.js';
import {
  type Done,
  doneIn,
  isWhole,
  nothingDone,
  recordedIn,
  type RecordHead,
  recordOf,
  type TakenSnapshot,
} from './taken-snapshot.js';
import { TreeWriter } from './tree-writer.js';

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
  /** Milliseconds since the epoch; default the system's clock. */
  readonly clock?: () => number;
}

export interface SnapshotProgress {
  readonly phase: 'reading production' | 'copying';
  readonly done: number;
  /** Undefined where nobody knows yet. */
  readonly total: number | undefined;
}

/**
 * Takes the snapshot of one prefix of production. The failure of one image or repository stops no other; then there is no
 * record, and a later run in the same hour goes on. Rejects on abort, and when the backup's own records cannot be read
 * or written.
 */
export async function takeSnapshot(options: TakeOptions): Promise<TakenSnapshot> {
  const { backup, snapshot, shard } = options;
  const call = callOf(options);
  const tags = await recordTags(backup, call);
  const snapshots = snapshotsIn(tags);
  if (snapshots.includes(snapshot)) return already(options);
  if (shard && tags.includes(partTag(snapshot, shard))) return join(options, nothingDone);
  const base = await baseOf(options, snapshots);
  const wanted = await wantedBy(options);
  const copied = await copy(options, wanted, await openWriter(options, base));
  const done = doneIn(wanted, copied);
  if (!isWhole(done)) return { state: 'incomplete', ...done };
  return record(options, copied, done, tags.length > 0);
}

function baseOf(options: TakeOptions, snapshots: readonly SnapshotName[]): Promise<Base | undefined> {
  const { backup, layout, snapshot, onBroken = () => undefined } = options;
  return findBase(backup, snapshots, { layout, before: snapshot }, { ...callOf(options), onBroken });
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

async function openWriter(options: TakeOptions, base: Base | undefined): Promise<LayoutWriter> {
  const { backup, layout, production, snapshot } = options;
  const call = callOf(options);
  const source = (name: string): Source => production.registry.repository(`${production.prefix}/${name}`);
  if (layout === 'incremental') return new IncrementalWriter(backup, source, base, call);
  return new TreeWriter(backup, source, snapshot, base, await backup.listings(snapshot, call));
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

async function record(
  options: TakeOptions,
  copied: CopiedRepositories,
  done: Done,
  hasOthers: boolean,
): Promise<TakenSnapshot> {
  const { backup, shard } = options;
  const whole = recordOf(headOf(options), [recordedIn(copied)]);
  const writing = { ...callOf(options), images: done.images, hasOthers };
  const outcome = await writeRecord(backup, shard ? { ...whole, shard } : whole, writing);
  if (shard) return join(options, done);
  return outcome === 'other' ? already(options) : { state: 'complete', record: whole, ...done };
}

/** Puts the parts together, if they are all there. */
async function join(options: TakeOptions, done: Done): Promise<TakenSnapshot> {
  const { backup, shard } = options;
  const joined = await joinParts(backup, headOf(options), shard?.count ?? 1, callOf(options));
  if (joined === 'already') return already(options);
  return joined === 'others are missing'
    ? { state: 'part', ...done }
    : { state: 'complete', record: joined, ...done };
}

/** Another run was first, and what it says holds. */
async function already(options: TakeOptions): Promise<TakenSnapshot> {
  const { backup, snapshot } = options;
  const call = callOf(options);
  const theirs = await readSnapshot(backup, snapshot, call);
  const { images } = await readHead(backup, snapshot, call);
  return { state: 'already', record: theirs, ...nothingDone, images };
}

function headOf({ snapshot, layout, production, clock = Date.now }: TakeOptions): RecordHead {
  return { snapshot, layout, production: production.prefix, finished: clock() };
}

function callOf({ signal }: TakeOptions): CallOptions {
  return signal ? { signal } : {};
}
