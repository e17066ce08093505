import { type JobResult, runJobs, type RunOptions } from '@cip/copy';
import { type CallOptions, isDigest } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import { describeHeld } from './describe-held.js';
import type { BackupJob, LayoutWriter, RepositoryWork } from './layout-writer.js';
import type { Wanted } from './read-wanted.js';
import { itemsAlone, type RepositoryOutcome } from './repository-outcome.js';
import { settleRepository } from './settle-repository.js';
import { doneItem, failedItem, type SnapshotItem } from './snapshot-item.js';

export interface CopyRepositoriesOptions extends Omit<RunOptions, 'attached' | 'listReferrer'> {
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/** What all repositories of a run came to. */
export interface CopiedRepositories {
  readonly outcomes: readonly RepositoryOutcome[];
  /** Bytes of blobs. */
  readonly bytesCopied: number;
  readonly bytesMounted: number;
}

/**
 * Brings repositories to the backup, and finishes each as soon as its own images are there: a registry that collects its
 * garbage meanwhile keeps only what is finished. The failure of one image or repository stops no other; rejects on abort only.
 */
export async function copyRepositories(
  repositories: Wanted['repositories'],
  writer: LayoutWriter,
  options: CopyRepositoriesOptions,
): Promise<CopiedRepositories> {
  const { signal } = options;
  const call = signal ? { signal } : {};
  const prepared = await Promise.all(repositories.map(([name, state]) => prepare(writer, name, state, call)));
  const settled = prepared.flatMap((one) => ('jobs' in one ? [] : [one]));
  const copying = new Copying(writer, options);
  const finished = await copying.run(prepared.flatMap((one) => ('jobs' in one ? [one] : [])));
  signal?.throwIfAborted();
  return { outcomes: [...settled, ...finished], ...copying.figures };
}

class Copying {
  readonly figures = { bytesCopied: 0, bytesMounted: 0 };
  readonly #call: CallOptions;
  #done = 0;
  #total = 0;

  constructor(
    private readonly writer: LayoutWriter,
    private readonly options: CopyRepositoriesOptions,
  ) {
    this.#call = options.signal ? { signal: options.signal } : {};
  }

  async run(all: readonly RepositoryWork[]): Promise<RepositoryOutcome[]> {
    const open = sortBy(
      all.map((work) => new OpenRepository(work)),
      [({ work }) => work.name],
    );
    const finishing = open.filter(({ isDone }) => isDone).map((one) => this.#finish(one));
    const byName = new Map(open.map((one) => [one.work.name, one]));
    await this.#copy(
      open.flatMap(({ work }) => work.jobs),
      (job, result) => {
        const repository = byName.get(job.repository);
        repository?.take(job, result);
        if (repository?.isDone === true) finishing.push(this.#finish(repository));
      },
    );
    return Promise.all(finishing);
  }

  async #copy(
    jobs: readonly BackupJob[],
    onResult: (job: BackupJob, result: JobResult) => void,
  ): Promise<void> {
    const { onProgress, signal: _, ...run } = this.options;
    this.#total += jobs.length;
    // Tags that list referrers are copied as they are.
    await runJobs(jobs, { ...run, ...this.#call, listReferrer: false }, (job, result) => {
      this.figures.bytesCopied += result.figures.bytesCopied;
      this.figures.bytesMounted += result.figures.bytesMounted;
      onResult(job, result);
      onProgress?.({ done: ++this.#done, total: this.#total });
    });
  }

  /** Never rejects: an abort is noticed by whoever waits for all. */
  async #finish({ work, results }: OpenRepository): Promise<RepositoryOutcome> {
    const { name } = work;
    const { held, lost, failed } = settleRepository(work, results);
    const items: SnapshotItem[] = [
      ...[...results].flatMap(([job, result]) =>
        result.state === 'failed' ? [] : [toldAsGone(work, doneItem(job, result))],
      ),
      ...failed.map(({ error, ...of }) => failedItem({ repository: name, ...of }, error)),
      ...lost.map((one): SnapshotItem => ({ ...one, state: 'missing' })),
      ...goneForGood(work),
    ];
    const outcome = { ...itemsAlone(name, items), lost: lost.map(({ failure: _, ...gone }) => gone) };
    if (held.length === 0) return outcome;
    try {
      const described = await describeHeld(held, work, this.writer.place(name), this.#call);
      const entry = await this.writer.finish(work, described);
      return { ...outcome, entry, images: held.length, digests: new Set(held.map(({ digest }) => digest)) };
    } catch (error) {
      const anew = this.options.signal?.aborted === true ? undefined : this.writer.prepareAnew?.(work);
      if (anew) return this.#again(anew);
      const item = failedItem({ repository: name, digest: '', tags: [] }, error);
      return { ...outcome, items: [...items, item] };
    }
  }

  /** The backup does not take what was believed to be whole: nothing is believed any more, and all of it is copied. */
  async #again(work: RepositoryWork): Promise<RepositoryOutcome> {
    const [outcome] = await this.run([work]);
    return outcome ?? itemsAlone(work.name, []);
  }
}

/** A repository whose images are being copied. */
class OpenRepository {
  readonly results = new Map<BackupJob, JobResult>();

  constructor(readonly work: RepositoryWork) {}

  get isDone(): boolean {
    return this.results.size === this.work.jobs.length;
  }

  take(job: BackupJob, result: JobResult): void {
    this.results.set(job, result);
  }
}

function toldAsGone({ gone }: RepositoryWork, item: SnapshotItem): SnapshotItem {
  const isHealed = item.state !== 'existing' && isDigest(item.digest) && gone?.has(item.digest) === true;
  return isHealed ? { ...item, reason: 'the backup had lost it, and has it again' } : item;
}

/** What the backup has lost and production has not either: older snapshots lack it. */
function goneForGood({ name, state, gone = new Set() }: RepositoryWork): SnapshotItem[] {
  const lacking = [...gone].filter((digest) => !state.manifests.has(digest));
  return lacking.map((digest) => ({
    repository: name,
    digest,
    tags: [],
    state: 'missing',
    reason: 'the backup has lost it, and production no longer has it; older snapshots lack it',
  }));
}

async function prepare(
  writer: LayoutWriter,
  name: string,
  state: RepositoryWork['state'],
  { signal }: CallOptions,
): Promise<RepositoryWork | RepositoryOutcome> {
  try {
    const prepared = await writer.prepare(name, state);
    if (!('unchanged' in prepared)) return prepared;
    const digests = new Set(state.manifests.keys());
    return { name, entry: prepared.unchanged, digests, images: digests.size, items: [], lost: [] };
  } catch (error) {
    signal?.throwIfAborted();
    return itemsAlone(name, [failedItem({ repository: name, digest: '', tags: [] }, error)]);
  }
}
