import type { Place, Position, Touched } from '@cip/manifest';
import type { Failure } from '@cip/oci';
import type { RuleName, Severity } from './rule-name.js';

/** A place that helps to understand a finding, and what stands there. */
export interface Related {
  readonly where: Position;
  readonly message: string;
  /** The Git revision that `where` is a place of; absent: the tree that was linted. */
  readonly revision?: string;
}

/** One thing that is wrong, for people and programs. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  /** A sentence without a full stop. */
  readonly message: string;
  /** What to do about it: imperative sentences, with full stops. */
  readonly remedy?: string;
  readonly where: Position;
  /** The Git revision that `where` is a place of; absent: the tree that was linted. */
  readonly revision?: string;
  readonly related: readonly Related[];
  /** Of what a registry did not answer; of several alike, the first. */
  readonly failure?: Failure;
  /** What a promotion has to leave out while this is so. None: the finding is about no part of the tree. */
  readonly touches: readonly Touched[];
}

/** What becomes of it in a finding is {@link Related}. */
export interface RelatedPlace {
  readonly at: Place | Position;
  readonly message: string;
  /** `at` stands in the older tree. */
  readonly removed?: boolean;
}

/** What a rule says; the severity comes from the configuration. Places are turned into positions only if it counts. */
export interface Complaint {
  readonly message: string;
  readonly remedy?: string;
  readonly at: Place | Position;
  /** `at` stands in the older tree. */
  readonly removed?: boolean;
  readonly related?: readonly RelatedPlace[];
  /** Of what a registry did not answer; of several alike, the first. */
  readonly failure?: Failure;
  readonly touches?: readonly Touched[];
}
