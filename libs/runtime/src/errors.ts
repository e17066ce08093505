import { ExitCode } from './exit-code.js';

/**
 * A failure that its user can do something about. The message says what and where, `remedies` what to do, a sentence
 * each; `runMain` prints both without a stack.
 */
export class ExpectedError extends Error {
  readonly remedies: readonly string[];

  constructor(
    message: string,
    remedies: string | readonly string[],
    readonly exitCode: ExitCode = ExitCode.complaint,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ExpectedError';
    this.remedies = typeof remedies === 'string' ? [remedies] : remedies;
  }
}

/** Wrong usage or configuration: exit code 2. */
export class UsageError extends ExpectedError {
  constructor(message: string, remedies: string | readonly string[], options?: ErrorOptions) {
    super(message, remedies, ExitCode.usage, options);
    this.name = 'UsageError';
  }
}

/** A safety stop that nobody overruled: exit code 3. */
export class RefusedError extends ExpectedError {
  constructor(message: string, remedies: string | readonly string[], options?: ErrorOptions) {
    super(message, remedies, ExitCode.refused, options);
    this.name = 'RefusedError';
  }
}
