import type { PodSpec } from './container.js';
import { checkProwConfig } from './prow-schema.js';
import { operationsYaml } from './workspace.js';

export type ProwKind = 'presubmit' | 'postsubmit' | 'periodic';

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

export interface ProwJob extends WrittenJob {
  readonly kind: ProwKind;
  /** `org/repo`: the one that the job is about, or the first that it is given. */
  readonly repository: string;
}

/** A file of jobs, as Prow reads it. */
export interface ProwConfig {
  readonly presubmits?: Readonly<Record<string, readonly WrittenJob[]>>;
  readonly postsubmits?: Readonly<Record<string, readonly WrittenJob[]>>;
  readonly periodics?: readonly WrittenJob[];
}

/** The jobs of a file below `docs/operations`. Throws when it has a field that Prow has not, or lacks one. */
export function readProwJobs(name: string): ProwJob[] {
  return operationsYaml(name).flatMap((document) => jobsOf(checkProwConfig(document, name)));
}

function jobsOf({ presubmits = {}, postsubmits = {}, periodics = [] }: ProwConfig): ProwJob[] {
  const ofRepositories = (kind: ProwKind, jobs: Readonly<Record<string, readonly WrittenJob[]>>): ProwJob[] =>
    Object.entries(jobs).flatMap(([repository, list]) => list.map((job) => ({ ...job, kind, repository })));
  return [
    ...ofRepositories('presubmit', presubmits),
    ...ofRepositories('postsubmit', postsubmits),
    ...periodics.map((job): ProwJob => ({ ...job, kind: 'periodic', repository: firstRefOf(job) })),
  ];
}

function firstRefOf({ extra_refs: [first] = [] }: WrittenJob): string {
  return first ? `${first.org}/${first.repo}` : '';
}
