import { formatRepositoryName, type RawManifest } from '@cip/oci';
import { BlobCounter } from './blob-figures.js';
import type { BlobFeeds } from './blob-feeds.js';
import type { ByKey } from './by-key.js';
import { copyReferences, readFromDestination } from './copy-graph.js';
import type { CopyGroups } from './copy-groups.js';
import { callOptions, type GraphContext } from './graph-context.js';
import type { HostBlobs } from './host-blobs.js';
import type { Job, JobResult } from './job.js';
import { KnownDestination } from './known-destination.js';
import type { ListedReferrers } from './listed-referrers.js';
import type { RepositoryManifests } from './repository-manifests.js';
import { writeTags } from './write-tags.js';

/** What the jobs of one run share. */
export interface Run {
  readonly feeds: BlobFeeds;
  readonly hosts: ByKey<HostBlobs>;
  readonly manifests: ByKey<RepositoryManifests>;
  readonly groups: CopyGroups;
  readonly listed: ListedReferrers;
  readonly listReferrer: boolean;
  readonly signal: AbortSignal | undefined;
}

type Unmeasured = Omit<JobResult, 'figures'>;

const unfinished: Unmeasured = { state: 'planned', taken: [] };

/** Does one job. Does not reject when it fails. */
export async function runJob(job: Job, run: Run): Promise<JobResult> {
  const counter = new BlobCounter();
  const result = run.signal?.aborted ? unfinished : await attempt(job, run, counter);
  return { ...result, figures: counter.figures };
}

async function attempt(job: Job, run: Run, counter: BlobCounter): Promise<Unmeasured> {
  const source = formatRepositoryName(job.source.name);
  const destination = formatRepositoryName(job.target.name);
  const { registry } = job.target.name;
  const group = run.groups.join(source, job.digest, destination);
  const known = new KnownDestination(job.facts);
  const context: GraphContext = {
    job,
    known,
    consumer: { group, destination, host: registry },
    counter,
    blobs: run.hosts.get(registry),
    manifests: run.manifests.get(destination),
    feeds: run.feeds,
    listed: run.listed,
    listReferrer: run.listReferrer,
    ...callOptions(run.signal),
  };
  try {
    const manifest = known.holdsAllOf(job) ? undefined : await bring(context);
    return manifest ? await writeTags(context, manifest) : { state: 'existing', taken: [] };
  } catch (error) {
    return run.signal?.aborted ? unfinished : { state: 'failed', taken: [], error };
  } finally {
    run.groups.finish(source, job.digest, destination);
  }
}

/** Brings what the job's manifest refers to, as far as it is not there. The manifest itself is left to be written. */
async function bring(context: GraphContext): Promise<RawManifest> {
  const { job, known } = context;
  const isThere = job.kind === 'tag' || known.holds(job);
  return isThere ? readFromDestination(context) : copyReferences(context, job.digest);
}
