import type { Job, JobResult } from '@cip/copy';
import type { Digest, RepositoryInventory, WriteOnceTarget } from '@cip/oci';
import type { HeldManifest } from './held.js';
import type { RecordedRepository } from './record.js';

/** A job of a backup: one manifest of one repository of production. */
export interface BackupJob extends Job {
  /** Path below the prefix of production. */
  readonly repository: string;
  /** The tags that production has it under, whether or not the backup gives it any. */
  readonly productionTags: readonly string[];
}

/** What has to be done for one repository; no jobs: it is in the backup as it is. */
export interface RepositoryWork {
  readonly name: string;
  readonly state: RepositoryInventory;
  readonly jobs: readonly BackupJob[];
  /** What the backup has of the repository already, and what is known of it. */
  readonly kept: ReadonlyMap<Digest, Omit<HeldManifest, 'tags'>>;
  /** Images that the backup should have and has lost. */
  readonly gone?: ReadonlySet<Digest>;
  /** The backup has to be told anew what the repository holds. */
  readonly isIndexGone?: boolean;
  /** The tags that the backup lists for the repository; undefined where it was not asked. */
  readonly tagsThere?: ReadonlySet<string>;
  /** How much of what the backup has was seen there by this run: all of it, or what is new. */
  readonly isConfirmed?: boolean;
}

/** What became of the jobs of one repository. */
export type Results = ReadonlyMap<BackupJob, JobResult>;

/** How images get into a backup. Rejections name what failed. */
export interface LayoutWriter {
  /** Where the images of a repository go. */
  place(name: string): WriteOnceTarget;
  /** Finds out what a repository lacks in the backup. `unchanged`: nothing, and its entry is that of the base. */
  prepare(
    name: string,
    state: RepositoryInventory,
  ): Promise<RepositoryWork | { readonly unchanged: RecordedRepository }>;
  /** The same without believing anything of the backup; undefined where nothing is believed anyhow. */
  prepareAnew?(work: RepositoryWork): RepositoryWork | undefined;
  /** Makes the entry of a repository whose images are in place. */
  finish(work: RepositoryWork, held: readonly HeldManifest[]): Promise<RecordedRepository>;
}
