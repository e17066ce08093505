import type { Promises } from '@cip/audit';
import type { ProjectConfiguration } from '@cip/configuration';
import type { AppliedPolicies } from '@cip/provenance';
import type { Trust } from '@cip/signing';

/** The manifests at one time. */
export interface ManifestState {
  readonly promises: Promises;
  /** The provenance policies of the sources. */
  readonly policies: Pick<AppliedPolicies, 'of'>;
  /** The newest that could be used. */
  readonly configuration: ProjectConfiguration;
  /** What signatures are verified with, of the newest files that could be used. Absent: nobody's signatures count. */
  readonly trust?: Trust;
  /** A commit, or `working tree`. */
  readonly revision: string;
  /** When reading them began, in milliseconds since the epoch: a change before that is in them. */
  readonly readAt: number;
  /** Parts that are invalid, and used as they were before: `file:line rule: message`. */
  readonly invalid: readonly string[];
}

/** The manifests, read once and again when somebody needs them to be fresh. */
export interface ManifestsKeeper {
  /** The newest state there is. */
  readonly current: ManifestState;
  /**
   * A state whose reading began at or after a time (milliseconds since the epoch). All who wait share one reading; one
   * that began too early is followed by one more. Rejects when the manifests cannot be read; `current` stays.
   */
  since(time: number, options?: { readonly signal?: AbortSignal }): Promise<ManifestState>;
  close(): Promise<void>;
}
