import type { PushManifestOptions } from '@cip/oci';
import type { BlobCounter } from './blob-figures.js';
import type { BlobFeeds, Consumer } from './blob-feeds.js';
import type { HostBlobs } from './host-blobs.js';
import type { Job } from './job.js';
import type { KnownDestination } from './known-destination.js';
import type { ListedReferrers } from './listed-referrers.js';
import type { RepositoryManifests } from './repository-manifests.js';

/** What one job works with; all but the job and its counter is shared with other jobs. */
export interface GraphContext {
  readonly job: Job;
  /** The job's destination, as it was before the run. */
  readonly known: KnownDestination;
  readonly consumer: Consumer;
  readonly counter: BlobCounter;
  readonly blobs: HostBlobs;
  readonly manifests: RepositoryManifests;
  readonly feeds: BlobFeeds;
  readonly listed: ListedReferrers;
  readonly listReferrer: boolean;
  readonly signal?: AbortSignal;
}

export function callOptions(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

export function pushOptions({ listReferrer, signal }: GraphContext): PushManifestOptions {
  return { listReferrer, ...callOptions(signal) };
}
