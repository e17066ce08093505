import { causeChain } from '@cip/oci';
import { ExitCode } from './exit-code.js';

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** The reason with which a signal to the process aborts its work. */
export class SignalError extends Error {
  constructor(readonly signal: StopSignal) {
    super(`stopped by ${signal}`);
    this.name = 'SignalError';
  }
}

export interface SignalOptions {
  /** Called at the first signal; default: a line on standard error. */
  readonly onStop?: (signal: StopSignal) => void;
  /**
   * In milliseconds: after that time from the first signal the process ends with 130 or 143, whatever the work is doing. For
   * work that leaves nothing half-done. Default: the work ends in its own time.
   */
  readonly grace?: number;
}

// On a terminal, npx and the shell both pass Ctrl-C on: one keystroke arrives twice, moments apart.
const echo = 50;

/**
 * Runs work that SIGINT and SIGTERM stop: the first one aborts with a {@link SignalError}, a second one ends the
 * process at once. Resolves with the exit code of the work, or with 130 or 143 after a clean stop.
 */
export async function withSignals(
  run: (signal: AbortSignal) => Promise<number>,
  options: SignalOptions = {},
): Promise<number> {
  const controller = new AbortController();
  const remove = listen(controller, options);
  try {
    const code = await run(controller.signal);
    return stoppedBy(controller.signal) ?? code;
  } catch (error) {
    const code = stoppedBy(controller.signal);
    if (code !== undefined && isAbort(error, controller.signal)) return code;
    throw error;
  } finally {
    remove();
  }
}

function listen(controller: AbortController, { onStop = announce, grace }: SignalOptions): () => void {
  let first: { signal: StopSignal; at: number } | undefined;
  const onSignal = (signal: StopSignal): void => {
    if (first === undefined) {
      first = { signal, at: performance.now() };
      onStop(signal);
      if (grace !== undefined) setTimeout(() => process.exit(ExitCode[signal]), grace).unref();
      controller.abort(new SignalError(signal));
    } else if (signal !== first.signal || performance.now() - first.at > echo) {
      process.exit(ExitCode[signal]);
    }
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  };
}

function announce(signal: StopSignal): void {
  process.stderr.write(`${signal}: stopping cleanly; send it again to stop at once\n`);
}

function stoppedBy(signal: AbortSignal): number | undefined {
  const reason: unknown = signal.reason;
  return reason instanceof SignalError ? ExitCode[reason.signal] : undefined;
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  return causeChain(error).some(
    (cause) => cause === signal.reason || (cause instanceof Error && cause.name === 'AbortError'),
  );
}
