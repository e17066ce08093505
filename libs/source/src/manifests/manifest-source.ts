import type { ManifestTree } from '@cip/manifest';
import type { ReadConfiguration } from './configuration-of.js';
import type { Broken } from './last-good.js';
import type { TrustFiles } from './trust-files.js';

/** The manifests as they stand now. */
export interface Reading {
  /** A commit, or `working tree`. */
  readonly revision: string;
  /** Equal for readings of the same files; undefined when that cannot be known of this one. */
  readonly version: string | undefined;
  /** Absent when the version is the one that is known already: nothing was parsed. */
  readonly tree?: ManifestTree;
  /** What stands beside the tree; absent with it. */
  readonly configuration?: ReadConfiguration;
  /** What that names under `trust`; absent with it. */
  readonly trustFiles?: TrustFiles;
}

/** Where manifests are read again and again. One reading at a time. */
export interface ManifestSource {
  /** `known` is the version that was read last. */
  read(known: string | undefined, signal: AbortSignal): Promise<Reading>;
  /**
   * The trees before each change of some subprojects, newest first, as far back as Git is at hand. `revision` is that of
   * the reading.
   */
  before(revision: string, broken: Broken, signal: AbortSignal): AsyncIterable<ManifestTree>;
  close(): Promise<void>;
}
