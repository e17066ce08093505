import type { Digest, PushManifestOptions } from '@cip/oci';
import type { BlobCounter } from './blob-figures.js';
import type { BlobFeeds, Consumer } from './blob-feeds.js';
import type { HostBlobs } from './host-blobs.js';
import type { Job } from './job.js';

/** What one job works with; all but the job and its counter is shared with other jobs. */
export interface GraphContext {
  readonly job: Job;
  readonly consumer: Consumer;
  readonly counter: BlobCounter;
  readonly blobs: HostBlobs;
  /** Manifests that were pushed to the repository, or found in it, by this run. */
  readonly manifests: Map<Digest, Promise<void>>;
  readonly feeds: BlobFeeds;
  readonly listReferrer: boolean;
  readonly signal?: AbortSignal;
}

export function callOptions(signal: AbortSignal | undefined): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}

export function pushOptions({ listReferrer, signal }: GraphContext): PushManifestOptions {
  return { listReferrer, ...callOptions(signal) };
}

/** Brings a manifest into the repository once, however many jobs and indexes of the run want it there. */
export async function onceForManifest(
  { manifests }: GraphContext,
  digest: Digest,
  bring: () => Promise<void>,
): Promise<void> {
  const work = manifests.get(digest) ?? bring();
  manifests.set(digest, work);
  try {
    await work;
  } catch (error) {
    manifests.delete(digest);
    throw error;
  }
}
