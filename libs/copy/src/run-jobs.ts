import { formatRepositoryName, groupBy } from '@cip/oci';
import type { MayWant } from './copy-groups.js';
import { CopyRun, type RunOptions } from './copy-run.js';
import type { Job, JobResult } from './job.js';

/**
 * Runs all jobs, whatever their sources and targets, and gives each result as soon as it is known. Each destination
 * registry works through its own jobs in the given order, so that none waits for another; jobs that copy one digest share
 * the reads of the source. What the listing shows in place is not sent again. Does not reject when a job fails.
 */
export async function runJobs<J extends Job>(
  jobs: readonly J[],
  options: RunOptions,
  onResult: (job: J, result: JobResult) => void,
): Promise<void> {
  const lanes = groupBy(jobs, (job) => job.target.name.registry);
  const wanting = groupBy(jobs, ({ source, digest }) => `${formatRepositoryName(source.name)}@${digest}`);
  const mayWant: MayWant = (source, digest) =>
    (wanting.get(`${source}@${digest}`) ?? []).map(({ target }) => formatRepositoryName(target.name));
  const run = new CopyRun(lanes.size, mayWant, options);
  await Promise.all([...lanes.values()].map((lane) => run.work(lane, onResult)));
}
