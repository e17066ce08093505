import { type Digest, formatRepositoryName, parseDigest } from '@cip/oci';
import { BlobFeeds, type FeedOptions } from './blob-feeds.js';
import { ByKey } from './by-key.js';
import { type Attached, findAttached } from './copy-attached.js';
import { CopyGroup } from './copy-group.js';
import { HostBlobs } from './host-blobs.js';
import type { Job, JobResult } from './job.js';
import { groupKey, type Run, runJob } from './run-job.js';

export interface RunOptions extends FeedOptions {
  /** Stops everything at once; jobs that were not finished are `planned`. */
  readonly signal?: AbortSignal;
  /** Bring attached artifacts, too: referrers, and signatures, attestations and SBOMs under their tags. Default: false. */
  readonly attached?: boolean;
  /**
   * Enter what has a `subject` into the referrers tag where a registry has no referrers API. False for whoever has that
   * tag copied by a job of its own. Default: true.
   */
  readonly listReferrer?: boolean;
  /** How many images are worked on at a time for one destination registry. Default: 8. */
  readonly imagesPerHost?: number;
}

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
  const { imagesPerHost = 8, listReferrer = true, signal } = options;
  const run: Run = {
    feeds: new BlobFeeds(new Set(jobs.map(({ target }) => target.name.registry)).size, options),
    hosts: new ByKey(() => new HostBlobs()),
    manifests: new ByKey(() => new Map<Digest, Promise<void>>()),
    groups: groupsOf(jobs),
    attached: options.attached ? attachedOf(jobs, signal) : undefined,
    listReferrer,
    signal,
  };
  const lanes = partition(jobs, (job) => job.target.name.registry);
  await Promise.all(
    [...lanes.values()].map(async (lane) => {
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let job = lane[next++]; job; job = lane[next++]) onResult(job, await runJob(job, run));
      };
      await Promise.all(Array.from({ length: Math.min(imagesPerHost, lane.length) }, worker));
    }),
  );
}

function attachedOf(jobs: readonly Job[], signal: AbortSignal | undefined): ByKey<Promise<Attached>> {
  const sources = new Map(jobs.map(({ source }) => [formatRepositoryName(source.name), source]));
  return new ByKey((key) => {
    const [repository = '', digest = ''] = key.split('@');
    const source = sources.get(repository);
    if (!source) throw new Error(`not a source of this run: ${repository}`);
    return findAttached(source, parseDigest(digest), signal);
  });
}

function groupsOf(jobs: readonly Job[]): ByKey<CopyGroup> {
  const members = partition(jobs, groupKey);
  return new ByKey(
    (key) => new CopyGroup((members.get(key) ?? []).map(({ target }) => formatRepositoryName(target.name))),
  );
}

function partition<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const parts = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const part = parts.get(key);
    if (part) part.push(item);
    else parts.set(key, [item]);
  }
  return parts;
}
