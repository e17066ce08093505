import type { Environment } from './environment.js';

const jobTypes = ['presubmit', 'postsubmit', 'periodic', 'batch'] as const;

/** What a Prow job knows of itself (Prow, "Job environment variables"). */
export interface ProwEnvironment {
  readonly jobType?: (typeof jobTypes)[number];
  /** The folder whose files Prow keeps; it may not exist yet. */
  readonly artifacts?: string;
  /** What the change is based on; absent in a postsubmit, where Prow's variable is the new head itself. */
  readonly pullBaseSha?: string;
}

/** Reads Prow's variables; what is empty or unknown is absent. */
export function prowEnvironment(env: Environment): ProwEnvironment {
  const jobType = jobTypes.find((known) => known === env['JOB_TYPE']);
  const artifacts = env['ARTIFACTS'];
  const base = jobType === 'presubmit' || jobType === 'batch' ? env['PULL_BASE_SHA'] : undefined;
  return {
    ...(jobType && { jobType }),
    ...(artifacts && { artifacts }),
    ...(base && { pullBaseSha: base }),
  };
}
