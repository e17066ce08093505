import type { ProwConfig, WrittenJob } from './prow-config.js';
import { checkProwConfig } from './prow-schema.js';
import { operationsYaml } from './workspace.js';

export type ProwKind = 'presubmit' | 'postsubmit' | 'periodic';

export interface ProwJob extends WrittenJob {
  readonly kind: ProwKind;
  /** `org/repo`: the one that the job is about, or the first that it is given. */
  readonly repository: string;
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
