import { type Digest, formatRepositoryName, parseDigest, type Source } from '@cip/oci';
import { BlobCounter } from './blob-figures.js';
import { BlobFeeds, type FeedOptions } from './blob-feeds.js';
import { ByKey } from './by-key.js';
import { copyReferences, readFromDestination } from './copy-graph.js';
import { type Attached, copyAttached, findAttached } from './copy-attached.js';
import { CopyGroup } from './copy-group.js';
import { callOptions, type GraphContext } from './graph-context.js';
import { HostBlobs } from './host-blobs.js';
import { hasManifest, isInPlace, type Job, type JobResult } from './job.js';
import { writeTags } from './write-tags.js';

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

/** What the jobs of one run share. */
interface Run {
  readonly feeds: BlobFeeds;
  readonly hosts: ByKey<HostBlobs>;
  readonly manifests: ByKey<Map<Digest, Promise<void>>>;
  readonly groups: ByKey<CopyGroup>;
  /** What is attached to a digest in a source; undefined where nobody asked for it. */
  readonly attached: ByKey<Promise<Attached>> | undefined;
  readonly listReferrer: boolean;
  readonly signal: AbortSignal | undefined;
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

type Unmeasured = Omit<JobResult, 'figures'>;

const unfinished: Unmeasured = { state: 'planned', taken: [] };

async function runJob(job: Job, run: Run): Promise<JobResult> {
  const counter = new BlobCounter();
  const result = run.signal?.aborted ? unfinished : await attempt(job, run, counter);
  return { ...result, figures: counter.figures };
}

async function attempt(job: Job, run: Run, counter: BlobCounter): Promise<Unmeasured> {
  const destination = formatRepositoryName(job.target.name);
  const { registry } = job.target.name;
  const group = run.groups.get(groupKey(job));
  const context: GraphContext = {
    job,
    consumer: { group, destination, host: registry },
    counter,
    blobs: run.hosts.get(registry),
    manifests: run.manifests.get(destination),
    feeds: run.feeds,
    listReferrer: run.listReferrer,
    ...callOptions(run.signal),
  };
  try {
    const write = await bring(context);
    // Before the manifest: a run that fails here finds the image missing next time, and tries all of it again.
    const taken =
      run.attached && job.kind === 'copy'
        ? await copyAttached(context, findIn(run.attached, job.source))
        : [];
    const result = await write();
    return { ...result, taken: [...result.taken, ...taken] };
  } catch (error) {
    return run.signal?.aborted ? unfinished : { state: 'failed', taken: [], error };
  } finally {
    group.finish(destination);
  }
}

/** Brings what the job's manifest refers to, as far as it is not there; what is given back writes manifest and tags. */
async function bring(context: GraphContext): Promise<() => Promise<Unmeasured>> {
  const { job } = context;
  if (isInPlace(job)) return () => Promise.resolve({ state: 'existing', taken: [] });
  const isThere = job.kind === 'tag' || hasManifest(job);
  const manifest = isThere ? await readFromDestination(context) : await copyReferences(context, job.digest);
  return () => writeTags(context, manifest);
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

function findIn(attached: ByKey<Promise<Attached>>, source: Source): (digest: Digest) => Promise<Attached> {
  return (digest) => attached.get(`${formatRepositoryName(source.name)}@${digest}`);
}

function groupsOf(jobs: readonly Job[]): ByKey<CopyGroup> {
  const members = partition(jobs, groupKey);
  return new ByKey(
    (key) => new CopyGroup((members.get(key) ?? []).map(({ target }) => formatRepositoryName(target.name))),
  );
}

function groupKey(job: Job): string {
  return `${formatRepositoryName(job.source.name)}@${job.digest}`;
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
