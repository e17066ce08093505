export type { BlobFigures } from './blob-figures.js';
export { carryOut, type CarryOutOptions, type Targets } from './carry-out.js';
export { copy, type CopyOptions, type CopyResult } from './copy.js';
export { CopyError, UncopyableError, VerificationError } from './errors.js';
export { type DestinationFacts, destinationFacts, type Job, type JobResult } from './job.js';
export { runJobs, type RunOptions } from './run-jobs.js';
