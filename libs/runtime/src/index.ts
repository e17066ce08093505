export { chunked } from './chunked.js';
export { type Environment, envName, isSwitchedOn, wantsColor } from './environment.js';
export { ExpectedError, RefusedError, UsageError } from './errors.js';
export { ExitCode } from './exit-code.js';
export type { Program } from './explain-error.js';
export { type LogFields, type LogLevel, logLevels } from './log-line.js';
export { lockFile, type LockPurpose } from './lock-file.js';
export { createLogger, type Logger, type LoggerOptions } from './logger.js';
export { makeFolder } from './make-folder.js';
export { fateOf, formatOwner, newOwner, type Owner, parseOwner } from './owner.js';
export {
  type Limits,
  parseBytes,
  parseCount,
  parseDuration,
  parsePercent,
  parseRate,
} from './parse-options.js';
export { createProgress, type Progress, type ProgressOptions } from './progress.js';
export type { ProgressState } from './progress-line.js';
export { prowEnvironment, type ProwEnvironment } from './prow-environment.js';
export { refuseLinks } from './refuse-links.js';
export { runMain } from './run-main.js';
export { SignalError, type SignalOptions, type StopSignal, withSignals } from './signals.js';
export { clearLocks, type HeldLock, LockedError, type LockOptions, takeLock } from './take-lock.js';
export { takeSteps, type TakeOptions } from './take-steps.js';
export { removeLeftovers } from './temporary-files.js';
export { writeFileAtomic } from './write-file-atomic.js';
