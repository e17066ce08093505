import { BlobFeeds, type FeedOptions } from './blob-feeds.js';
import { ByKey } from './by-key.js';
import { CopyGroups, type MayWant } from './copy-groups.js';
import { HostBlobs } from './host-blobs.js';
import type { Job, JobResult } from './job.js';
import { ListedReferrers } from './listed-referrers.js';
import { RepositoryManifests } from './repository-manifests.js';
import { type Run, runJob } from './run-job.js';

export interface RunOptions extends FeedOptions {
  /** Stops everything at once; jobs that were not finished are `planned`. */
  readonly signal?: AbortSignal;
  /**
   * Enter what has a `subject` into the referrers tag where a registry has no referrers API. False for whoever has that
   * tag copied by a job of its own. Default: true.
   */
  readonly listReferrer?: boolean;
  /** How many images are worked on at a time for one destination registry. Default: 8. */
  readonly imagesPerHost?: number;
}

/** What the copies of one run share: reads of the source, and what is known of the registries. */
export class CopyRun {
  readonly #run: Run;
  readonly #imagesPerHost: number;

  /** For so many destination registries. `mayWant` tells whom a read of the source is worth waiting for. */
  constructor(registries: number, mayWant: MayWant, options: RunOptions) {
    const { imagesPerHost = 8, listReferrer = true, signal } = options;
    this.#imagesPerHost = imagesPerHost;
    this.#run = {
      feeds: new BlobFeeds(registries, options),
      hosts: new ByKey(() => new HostBlobs()),
      manifests: new ByKey(() => new RepositoryManifests()),
      groups: new CopyGroups(mayWant),
      listed: new ListedReferrers(signal),
      listReferrer,
      signal,
    };
  }

  /**
   * Works through the jobs of one destination registry in their order, and gives each result as soon as it is known. The next
   * job is taken when there is room for it; after an abort, none. Does not reject when a job fails.
   */
  async work<J extends Job>(jobs: Iterable<J>, onResult: (job: J, result: JobResult) => void): Promise<void> {
    const { listed } = this.#run;
    const waiting: [J, JobResult][] = [];
    const open: Iterator<J, unknown> = jobs[Symbol.iterator]();
    const worker = async (): Promise<void> => {
      for (let next = open.next(); next.done !== true; next = open.next()) {
        const result = await runJob(next.value, this.#run);
        if (listed.concern(next.value)) waiting.push([next.value, result]);
        else onResult(next.value, result);
      }
    };
    await Promise.all(Array.from({ length: this.#imagesPerHost }, worker));
    for (const [job, result] of waiting) onResult(job, await listed.confirmed(job, result));
  }

  /** A repository gets no more jobs: what is known of it may be forgotten. */
  leave(repository: string): void {
    this.#run.manifests.forget(repository);
  }

  /** What `mayWant` answers has changed. */
  refresh(): void {
    this.#run.groups.refresh();
  }
}
