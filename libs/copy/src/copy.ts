import { type Digest, formatRepositoryName, type Source, type WriteOnceTarget } from '@cip/oci';
import type { Job, JobResult } from './job.js';
import type { RunOptions } from './copy-run.js';
import { runJobs } from './run-jobs.js';

export interface CopyOptions extends RunOptions {
  /** Tags for the copy in every destination. Default: none, the digest alone. */
  readonly tags?: readonly string[];
  /** A repository path that, on the destinations' registries, is believed to hold the blobs: they are mounted from there. */
  readonly mountFrom?: string;
}

/** What became of one destination; `destination` is a repository with its registry. */
export interface CopyResult extends JobResult {
  readonly destination: string;
}

/**
 * Copies one graph (an image, or an index with its children) from a source to all destinations, reading the source
 * once. Does not reject when a destination fails: its result says so.
 */
export async function copy(
  source: Source,
  digest: Digest,
  destinations: readonly WriteOnceTarget[],
  options: CopyOptions = {},
): Promise<CopyResult[]> {
  const { tags = [], mountFrom } = options;
  const shared = {
    kind: 'copy',
    digest,
    tags,
    source,
    ...(mountFrom !== undefined && { mountFrom }),
  } as const;
  const jobs = destinations.map((target): Job => ({ ...shared, target }));
  const results = new Map<Job, JobResult>();
  await runJobs(jobs, options, (job, result) => results.set(job, result));
  return jobs.flatMap((job) => {
    const result = results.get(job);
    return result ? [{ ...result, destination: formatRepositoryName(job.target.name) }] : [];
  });
}
