import { type JobResult, runJobs, type RunOptions } from '@cip/copy';
import type { CallOptions } from '@cip/oci';
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
  const { onProgress, signal, ...run } = options;
  const call = signal ? { signal } : {};
  const prepared = await Promise.all(repositories.map(([name, state]) => prepare(writer, name, state, call)));
  const settled = prepared.flatMap((one) => ('jobs' in one ? [] : [one]));
  const open = sortBy(
    prepared.flatMap((one) => ('jobs' in one ? [new OpenRepository(one)] : [])),
    [({ work }) => work.name],
  );
  const finishing = open.filter(({ isDone }) => isDone).map((one) => finish(writer, one, call));
  const byName = new Map(open.map((one) => [one.work.name, one]));
  const jobs = open.flatMap(({ work }) => work.jobs);
  const figures = { bytesCopied: 0, bytesMounted: 0 };
  let done = 0;
  // Tags that list referrers are copied as they are.
  await runJobs(jobs, { ...run, ...call, listReferrer: false }, (job, result) => {
    figures.bytesCopied += result.figures.bytesCopied;
    figures.bytesMounted += result.figures.bytesMounted;
    const repository = byName.get(job.repository);
    repository?.take(job, result);
    if (repository?.isDone === true) finishing.push(finish(writer, repository, call));
    onProgress?.({ done: ++done, total: jobs.length });
  });
  const finished = await Promise.all(finishing);
  signal?.throwIfAborted();
  return { outcomes: [...settled, ...finished], ...figures };
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

async function prepare(
  writer: LayoutWriter,
  name: string,
  state: RepositoryWork['state'],
  { signal }: CallOptions,
): Promise<RepositoryWork | RepositoryOutcome> {
  try {
    const prepared = await writer.prepare(name, state);
    if (!('unchanged' in prepared)) return prepared;
    return { name, entry: prepared.unchanged, digests: new Set(state.manifests.keys()), items: [], lost: [] };
  } catch (error) {
    signal?.throwIfAborted();
    return itemsAlone(name, [failedItem({ repository: name, digest: '', tags: [] }, error)]);
  }
}

/** Never rejects: an abort is noticed by whoever waits for all. */
async function finish(
  writer: LayoutWriter,
  { work, results }: OpenRepository,
  call: CallOptions,
): Promise<RepositoryOutcome> {
  const { name } = work;
  const { held, lost, failed } = settleRepository(work, results);
  const items: SnapshotItem[] = [
    ...[...results].flatMap(([job, result]) => (result.state === 'failed' ? [] : [doneItem(job, result)])),
    ...failed.map(({ error, ...of }) => failedItem({ repository: name, ...of }, error)),
    ...lost.map((one): SnapshotItem => ({ ...one, state: 'missing' })),
  ];
  const outcome = { ...itemsAlone(name, items), lost: lost.map(({ failure: _, ...gone }) => gone) };
  if (held.length === 0) return outcome;
  try {
    const entry = await writer.finish(name, await describeHeld(held, work, writer.place(name), call));
    return { ...outcome, entry, digests: new Set(held.map(({ digest }) => digest)) };
  } catch (error) {
    const item = failedItem({ repository: name, digest: '', tags: [] }, error);
    return { ...outcome, items: [...items, item] };
  }
}
