import { type JobResult, runJobs, type RunOptions } from '@cip/copy';
import {
  type CallOptions,
  type Completeness,
  describeFailure,
  type Failure,
  type Digest,
  isMine,
  type Origin,
  type Shard,
  type Source,
  type WriteOnceTarget,
} from '@cip/oci';
import {
  countOrigins,
  type Discovery,
  type NamedDigests,
  type PrefixInventory,
  readPrefix,
} from '@cip/inventory';
import type { ReadOnlyRegistry } from '@cip/registry';
import { sortBy } from 'es-toolkit/array';
import { type Backup, placeOf } from './backup.js';
import { type Base, findBase } from './base.js';
import type { BackupError } from './errors.js';
import { type FailureFacts, factsOf } from './failure-facts.js';
import { heldAfter } from './held-after.js';
import { IncrementalWriter } from './incremental-writer.js';
import type { BackupJob, LayoutWriter, RepositoryWork, Results } from './layout-writer.js';
import type { Layout, Lost, RecordedRepository, SnapshotRecord } from './record.js';
import { partTag, recordTag, type SnapshotName } from './snapshot-name.js';
import {
  readHead,
  readPart,
  readPartHead,
  readSnapshot,
  recordTags,
  snapshotsIn,
  writeRecord,
} from './snapshots.js';
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

/** One manifest that was copied, or was to be; or a repository that could not be read, without a digest. */
export interface SnapshotItem {
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  /** `mounted`: no byte of a blob was sent. `existing`: an unfinished run had brought it. */
  readonly state: 'copied' | 'mounted' | 'existing' | 'failed' | 'missing';
  readonly reason?: string;
  /** The facts that `reason` was made of. */
  readonly failure?: Failure;
}

/** What a run has done for one prefix of production. */
export interface TakenSnapshot {
  /**
   * `already`: another run had finished it. `part`: this part is taken, and others are not yet. `incomplete`: something
   * failed, so that it has no record.
   */
  readonly state: 'complete' | 'already' | 'part' | 'incomplete';
  /** Of `complete` and `already`. */
  readonly record?: SnapshotRecord;
  /** What the snapshot has of each repository, by path; undefined for `already`. */
  readonly contents?: ReadonlyMap<string, ReadonlySet<Digest>>;
  readonly items: readonly SnapshotItem[];
  /** Manifests in the snapshot. */
  readonly images: number;
  /** Bytes of blobs. */
  readonly bytesCopied: number;
  readonly bytesMounted: number;
  readonly found?: FoundInProduction;
}

/** How production was read. */
export interface FoundInProduction {
  readonly discovery: Discovery;
  /** Of the set of repositories. */
  readonly set: Completeness;
  /** Of each repository, by its path. */
  readonly known: ReadonlyMap<string, Completeness>;
  /** How many manifests were found by what. */
  readonly origins: Readonly<Record<Origin, number>>;
}

/**
 * Takes the snapshot of one prefix of production. The failure of one image or repository stops no other; then there is no
 * record, and a later run in the same hour goes on. Rejects on abort, and when the backup's own records cannot be read
 * or written.
 */
export async function takeSnapshot(options: TakeOptions): Promise<TakenSnapshot> {
  return new Taking(options).run();
}

class Taking {
  readonly #call: CallOptions;
  readonly #clock: () => number;
  readonly #items: SnapshotItem[] = [];
  readonly #entries: RecordedRepository[] = [];
  readonly #contents = new Map<string, ReadonlySet<Digest>>();
  readonly #lost: Lost[] = [];
  #isWhole = true;
  #copied = 0;
  #mounted = 0;

  constructor(private readonly options: TakeOptions) {
    this.#call = options.signal ? { signal: options.signal } : {};
    this.#clock = options.clock ?? Date.now;
  }

  async run(): Promise<TakenSnapshot> {
    const { backup, snapshot, layout, shard, onBroken = () => undefined } = this.options;
    const tags = await recordTags(backup, this.#call);
    const snapshots = snapshotsIn(tags);
    if (snapshots.includes(snapshot)) return this.#already();
    if (shard && tags.includes(partTag(snapshot, shard))) return this.#join(shard, this.#taken());
    const base = await findBase(backup, snapshots, { layout, before: snapshot }, { ...this.#call, onBroken });
    const production = await this.#readProduction();
    const writer = await this.#openWriter(base);
    const work = await this.#prepare(writer, production);
    await this.#finish(writer, work, await this.#copy(work.flatMap(({ jobs }) => jobs)));
    const taken = this.#taken(production);
    if (!this.#isWhole) return { state: 'incomplete', ...taken };
    const record = this.#record(this.#entries, this.#lost);
    const { images } = taken;
    const writing = { ...this.#call, images, hasOthers: tags.length > 0 };
    const outcome = await writeRecord(backup, shard ? { ...record, shard } : record, writing);
    if (shard) return this.#join(shard, taken);
    return outcome === 'other' ? this.#already() : { state: 'complete', record, ...taken };
  }

  /** Makes one snapshot of all parts, when they are all there. */
  async #join({ count }: Shard, taken: Omit<TakenSnapshot, 'state' | 'record'>): Promise<TakenSnapshot> {
    const { backup, snapshot } = this.options;
    const tags = await recordTags(backup, this.#call);
    if (tags.includes(recordTag(snapshot))) return this.#already();
    const shards = Array.from({ length: count }, (_, index) => ({ index, count }));
    if (!shards.every((shard) => tags.includes(partTag(snapshot, shard)))) return { state: 'part', ...taken };
    const parts = await Promise.all(shards.map((shard) => readPart(backup, snapshot, shard, this.#call)));
    const heads = await Promise.all(shards.map((shard) => readPartHead(backup, snapshot, shard, this.#call)));
    const record = this.#record(
      parts.flatMap(({ repositories }) => repositories),
      parts.flatMap(({ lost }) => lost),
    );
    const images = heads.reduce((sum, head) => sum + head.images, 0);
    const outcome = await writeRecord(backup, record, { ...this.#call, images, hasOthers: true });
    return outcome === 'other' ? this.#already() : { state: 'complete', record, ...taken };
  }

  /** Another run was first, and what it says holds. */
  async #already(): Promise<TakenSnapshot> {
    const { backup, snapshot } = this.options;
    const record = await readSnapshot(backup, snapshot, this.#call);
    const { images } = await readHead(backup, snapshot, this.#call);
    return { state: 'already', record, items: [], images, bytesCopied: 0, bytesMounted: 0 };
  }

  async #readProduction(): Promise<PrefixInventory> {
    const { production, promised, onProgress } = this.options;
    let done = 0;
    const found = await readPrefix(production.registry, production.prefix, {
      ...this.#call,
      ...(promised && { named: promised }),
      onRepository: () => onProgress?.({ phase: 'reading production', done: ++done, total: undefined }),
    });
    for (const { repository, failure } of found.unread) {
      if (repository !== '' && !this.#isMine(repository)) continue;
      this.#failed({ repository, digest: '', tags: [] }, { reason: describeFailure(failure), failure });
    }
    if (found.repositories.size === 0 && found.unread.length === 0) {
      this.#fail({ repository: '', digest: '', tags: [] }, nothingThere(production.prefix));
    }
    return found;
  }

  #isMine(name: string): boolean {
    return isMine(`${this.options.production.prefix}/${name}`, this.options.shard);
  }

  async #openWriter(base: Base | undefined): Promise<LayoutWriter> {
    const { backup, layout, production, snapshot } = this.options;
    const source = (name: string): Source => production.registry.repository(`${production.prefix}/${name}`);
    if (layout === 'incremental') return new IncrementalWriter(backup, source, base, this.#call);
    return new TreeWriter(backup, source, snapshot, base, await backup.listings(snapshot, this.#call));
  }

  async #prepare(
    writer: LayoutWriter,
    { repositories }: PrefixInventory,
  ): Promise<readonly RepositoryWork[]> {
    const work: RepositoryWork[] = [];
    const mine = [...repositories].filter(([name]) => this.#isMine(name));
    const preparing = mine.map(async ([name, state]) => {
      const prepared = await this.#orFail(name, () => writer.prepare(name, state));
      if (!prepared) return;
      if ('unchanged' in prepared) this.#keep(prepared.unchanged, state.manifests.keys());
      else work.push(prepared);
    });
    await Promise.all(preparing);
    return sortBy(work, ['name']);
  }

  #keep(entry: RecordedRepository, digests: Iterable<Digest>): void {
    this.#entries.push(entry);
    this.#contents.set(entry.name, new Set(digests));
  }

  async #copy(jobs: readonly BackupJob[]): Promise<Results> {
    const { onProgress, signal } = this.options;
    const results = new Map<BackupJob, JobResult>();
    // Tags that list referrers are copied as they are.
    await runJobs(jobs, { ...this.options, listReferrer: false }, (job, result) => {
      results.set(job, result);
      this.#tell(job, result);
      onProgress?.({ phase: 'copying', done: results.size, total: jobs.length });
    });
    signal?.throwIfAborted();
    return results;
  }

  #tell({ repository, digest, productionTags: tags }: BackupJob, result: JobResult): void {
    const { bytesCopied, bytesMounted } = result.figures;
    this.#copied += bytesCopied;
    this.#mounted += bytesMounted;
    // Failures are told when it is known whether production has lost the image.
    if (result.state === 'failed') return;
    const isCopied = bytesCopied > 0 || bytesMounted === 0;
    const state = result.state === 'promoted' ? (isCopied ? 'copied' : 'mounted') : 'existing';
    this.#items.push({ repository, digest, tags, state });
  }

  async #finish(writer: LayoutWriter, work: readonly RepositoryWork[], results: Results): Promise<void> {
    const finishing = work.map((one) => this.#orFail(one.name, () => this.#finishOne(writer, one, results)));
    await Promise.all(finishing);
  }

  async #finishOne(writer: LayoutWriter, work: RepositoryWork, results: Results): Promise<void> {
    const { name } = work;
    const { held, lost, failed } = await heldAfter(work, results, this.#placeOf(name), this.#call);
    for (const { digest, tags, error } of failed) this.#fail({ repository: name, digest, tags }, error);
    for (const { failure, ...gone } of lost) {
      this.#items.push({ ...gone, state: 'missing', failure });
      this.#lost.push(gone);
    }
    if (failed.length > 0 || held.length === 0) return;
    this.#keep(
      await writer.finish(name, held),
      held.map(({ digest }) => digest),
    );
  }

  #placeOf(name: string): WriteOnceTarget {
    const { backup, layout, snapshot } = this.options;
    return backup.repository(placeOf({ layout, snapshot }, name));
  }

  #record(entries: readonly RecordedRepository[], lost: readonly Lost[]): SnapshotRecord {
    const { layout, snapshot, production } = this.options;
    return {
      version: 1,
      snapshot,
      layout,
      production: production.prefix,
      finished: new Date(this.#clock()).toISOString(),
      repositories: sortBy(entries, ['name']),
      lost: sortBy(lost, ['repository', 'digest']),
    };
  }

  #taken(production?: PrefixInventory): Omit<TakenSnapshot, 'state' | 'record'> {
    return {
      items: sortBy(this.#items, ['repository', 'digest']),
      ...(production && { contents: this.#contents, found: foundIn(production) }),
      images: [...this.#contents.values()].reduce((sum, { size }) => sum + size, 0),
      bytesCopied: this.#copied,
      bytesMounted: this.#mounted,
    };
  }

  async #orFail<T>(repository: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.options.signal?.throwIfAborted();
      this.#fail({ repository, digest: '', tags: [] }, error);
      return undefined;
    }
  }

  #fail(of: Pick<SnapshotItem, 'repository' | 'digest' | 'tags'>, error: unknown): void {
    this.#failed(of, factsOf(error));
  }

  #failed(of: Pick<SnapshotItem, 'repository' | 'digest' | 'tags'>, facts: FailureFacts): void {
    this.#isWhole = false;
    this.#items.push({ ...of, state: 'failed', ...facts });
  }
}

function foundIn({ discovery, completeness, repositories, known }: PrefixInventory): FoundInProduction {
  return {
    discovery,
    set: completeness,
    known,
    origins: countOrigins(repositories.values()),
  };
}

/** A prefix that is misspelt, and production that was wiped out, look the same: neither is a state to go back to. */
function nothingThere(prefix: string): Error {
  return new Error(
    `${prefix} holds nothing, so there is nothing to go back to; check its name, and what became of it`,
  );
}
