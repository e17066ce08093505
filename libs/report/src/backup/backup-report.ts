import type { Failure, Shard } from '@cip/oci';
import type { ReportedCompleteness } from '../reported-completeness.js';

/**
 * What became of one image, or is to. `missing`: nobody has it. `corrupt`: its bytes are not those of its digest.
 * `blocked`: a tag is on something else, and was left there.
 */
export const backupStates = [
  'planned',
  'copied',
  'mounted',
  'existing',
  'moved',
  'deleted',
  'blocked',
  'missing',
  'corrupt',
  'failed',
] as const;
export type BackupState = (typeof backupStates)[number];

/** One image of one repository with its tags; without a digest, a repository as a whole. */
export interface BackupItem {
  readonly snapshot: string;
  /** The prefix of production that it belongs to, or the backup. */
  readonly registry: string;
  /** Path below `registry`. */
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
  readonly state: BackupState;
  readonly reason?: string;
  /** Of what could not be read or written: the facts that `reason` was made of. */
  readonly failure?: Failure;
}

/** One prefix of production and its backup. */
export interface BackupRegion {
  readonly from: string;
  readonly to: string;
  readonly layout: string;
  /**
   * `already`: an earlier run has taken the snapshot. `part`: this shard's part is there, and others are not yet.
   * `partial`: something failed, and the record names it. `incomplete`: it has no record.
   */
  readonly state: 'complete' | 'already' | 'part' | 'partial' | 'incomplete';
  readonly images: number;
  /** When the snapshot was finished; RFC 3339. Of `already`, by the run that took it. */
  readonly finished?: string;
  /** Since when all that the snapshot has was seen in the backup; RFC 3339. Absent where everything is copied each time. */
  readonly confirmedSince?: string;
  /** How the repositories were found. */
  readonly discovery?: string;
  readonly completeness?: ReportedCompleteness;
  /** How many images were found by what. */
  readonly found?: Readonly<Record<string, number>>;
}

export type BackupSummary = Readonly<Record<BackupState, number>> & {
  readonly snapshot: string;
  readonly regions: number;
  /** In the snapshot; of `verify` those that were looked at. */
  readonly images: number;
  /** Bytes of blobs. */
  readonly bytesCopied: number;
  readonly bytesMounted: number;
  /** Sent by the whole run, with those for tokens. */
  readonly requests: number;
  /** The share of promised digests that are in the snapshot, 0 to 1; null where nobody gave manifests. */
  readonly coverage: number | null;
  /** In seconds. */
  readonly duration: number;
};

export type BackupCommand = 'run' | 'verify' | 'restore' | 'prune' | 'drill';

/** What a command of `cip-backup` did; its JSON Schema is `docs/cli/schema/backup-report.json`. */
export interface BackupReport {
  readonly version: 1;
  readonly command: BackupCommand;
  readonly summary: BackupSummary;
  /** The part that this is about; absent: all of it. */
  readonly shard?: Shard;
  /** Of `run`. */
  readonly regions?: readonly BackupRegion[];
  /** Promised digests that are in no snapshot, as `repository@digest`; of `run` with manifests. */
  readonly uncovered?: readonly string[];
  /** Snapshots that `prune` removed, or would; with those that were never finished. */
  readonly removed?: readonly string[];
  /** The signal that ended the run. What is not among the items then is unknown, not in order. */
  readonly interrupted?: 'SIGINT' | 'SIGTERM';
  readonly items: readonly BackupItem[];
}

type Facts = Omit<BackupReport, 'version' | 'summary' | 'items'> &
  Pick<BackupSummary, 'snapshot' | 'images' | 'requests' | 'duration'> &
  Partial<Pick<BackupSummary, 'bytesCopied' | 'bytesMounted' | 'coverage'>> & {
    /** How many images are in place that are not among the items. */
    readonly existing?: number;
  };

export function backupReport(items: readonly BackupItem[], facts: Facts): BackupReport {
  const {
    snapshot,
    images,
    requests,
    duration,
    bytesCopied = 0,
    bytesMounted = 0,
    existing = 0,
    ...rest
  } = facts;
  const { coverage = null, ...more } = rest;
  const counts = Object.fromEntries(backupStates.map((state) => [state, 0])) as Record<BackupState, number>;
  for (const { state } of items) counts[state] += 1;
  counts.existing += existing;
  const regions = more.regions?.length ?? 1;
  const summary = {
    snapshot,
    regions,
    images,
    ...counts,
    bytesCopied,
    bytesMounted,
    requests,
    coverage,
    duration,
  };
  return { version: 1, ...more, summary, items };
}

/** 1 when something failed, is missing or not as it should be, or was never finished. */
export function backupExitCode({ summary, regions = [] }: Pick<BackupReport, 'summary' | 'regions'>): 0 | 1 {
  const { failed, missing, corrupt, blocked } = summary;
  const isWhole = regions.every(({ state }) => state !== 'incomplete' && state !== 'partial');
  return failed + missing + corrupt + blocked > 0 || !isWhole ? 1 : 0;
}
