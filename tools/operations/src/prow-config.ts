import type { PodSpec } from './container.js';

/** What is checked of a job, beyond the form that the schema checks. */
export interface WrittenJob {
  readonly name: string;
  readonly cluster: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly max_concurrency?: number;
  readonly annotations: Readonly<Record<string, string>>;
  readonly extra_refs?: readonly { readonly org: string; readonly repo: string }[];
  readonly spec: PodSpec;
}

/** A file of jobs, as Prow reads it. */
export interface ProwConfig {
  readonly presubmits?: Readonly<Record<string, readonly WrittenJob[]>>;
  readonly postsubmits?: Readonly<Record<string, readonly WrittenJob[]>>;
  readonly periodics?: readonly WrittenJob[];
}
