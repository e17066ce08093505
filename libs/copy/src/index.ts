export type { BlobFigures } from './blob-figures.js';
export { CarryOut, type CarryOutOptions, type RepositorySteps, type Targets } from './carry-out.js';
export type { MayWant } from './copy-groups.js';
export { copy, type CopyOptions, type CopyResult } from './copy.js';
export type { RunOptions } from './copy-run.js';
export { CopyError, UncopyableError, VerificationError } from './errors.js';
export { type DestinationFacts, destinationFacts, type Job, type JobResult } from './job.js';
export { runJobs } from './run-jobs.js';
