import type { ManifestTree } from '@cip/manifest';

/** The manifests as they stand now. */
export interface Reading {
  /** A commit, or `working tree`. */
  readonly revision: string;
  /** Equal for readings of the same files; undefined when that cannot be known of this one. */
  readonly version: string | undefined;
  /** Absent when the version is the one that is known already: nothing was parsed. */
  readonly tree?: ManifestTree;
}

/** Where the auditor reads manifests. One reading at a time. */
export interface ManifestSource {
  /** `known` is the version that was read last. */
  read(known: string | undefined, signal: AbortSignal): Promise<Reading>;
  close(): Promise<void>;
}
