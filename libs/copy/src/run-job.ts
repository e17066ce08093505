import { type Digest, formatRepositoryName } from '@cip/oci';
import type { Attachments } from './attachments.js';
import { BlobCounter } from './blob-figures.js';
import type { BlobFeeds } from './blob-feeds.js';
import type { ByKey } from './by-key.js';
import { copyReferences, readFromDestination } from './copy-graph.js';
import { copyAttached } from './copy-attached.js';
import type { CopyGroups } from './copy-groups.js';
import { callOptions, type GraphContext } from './graph-context.js';
import type { HostBlobs } from './host-blobs.js';
import { hasManifest, isInPlace, type Job, type JobResult } from './job.js';
import { writeTags } from './write-tags.js';

/** What the jobs of one run share. */
export interface Run {
  readonly feeds: BlobFeeds;
  readonly hosts: ByKey<HostBlobs>;
  readonly manifests: ByKey<Map<Digest, Promise<void>>>;
  readonly groups: CopyGroups;
  /** What is attached to a digest in a source; undefined where nobody asked for it. */
  readonly attached: Attachments | undefined;
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
  const { attached } = run;
  const destination = formatRepositoryName(job.target.name);
  const { registry } = job.target.name;
  const source = formatRepositoryName(job.source.name);
  const group = run.groups.join(source, job.digest, destination);
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
      attached && job.kind === 'copy'
        ? await copyAttached(context, (digest) => attached.find(job.source, digest))
        : [];
    const result = await write();
    return { ...result, taken: [...result.taken, ...taken] };
  } catch (error) {
    return run.signal?.aborted ? unfinished : { state: 'failed', taken: [], error };
  } finally {
    run.groups.finish(source, job.digest, destination);
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
