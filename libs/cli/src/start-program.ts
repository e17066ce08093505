import { setFlagsFromString } from 'node:v8';
import { type Environment, type Program, runMain, type SignalOptions, withSignals } from '@cip/runtime';

/** What a program is given by its process. */
export interface ProgramInput {
  /** Without node and the script. */
  readonly args: readonly string[];
  readonly env: Environment;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** Runs a program on the arguments of the process and ends the process with the exit code answered. */
export function startProgram(
  program: Program,
  run: (input: ProgramInput) => Promise<number>,
  options: Pick<SignalOptions, 'grace'>,
): Promise<never> {
  keepHeapSmall();
  const { argv, env } = process;
  // Set to nothing is not set: CI systems pass variables on whether they have a value or not.
  const empty = Object.keys(env).filter((name) => name.startsWith('CIP_') && env[name] === '');
  for (const name of empty) Reflect.deleteProperty(env, name);
  return runMain(() => withSignals((signal) => run({ args: argv.slice(2), env, signal }), options), program);
}

/**
 * Lets the heap grow by a third before it is cleaned up again. By default V8 lets it grow up to fourfold: half a gigabyte where
 * hardly a hundred megabytes are in use.
 */
function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=33');
}
