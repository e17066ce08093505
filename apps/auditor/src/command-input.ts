import type { Console } from '@cip/cli';
import type { Environment } from '@cip/runtime';
import type { Command } from 'commander';

/** What the command line is run with. */
export interface CliOptions {
  readonly env: Environment;
  readonly version: string;
  readonly signal: AbortSignal;
}

/** What a command of the auditor is run with. */
export interface CommandInput extends CliOptions {
  readonly console: Console;
}

/** Runs what a command does; the number is the exit code. */
export type Run = (
  work: (command: Command, input: CommandInput) => Promise<number>,
) => (command: Command) => Promise<void>;
