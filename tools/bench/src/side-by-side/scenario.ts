import type { Bound, Results } from './bound.js';
import type { Traffic } from './traffic.js';

/** One process. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Exit codes that count as done. Default: 0 alone. */
  readonly exitCodes?: readonly number[];
}

/** What a contender runs once. */
export interface Work {
  readonly commands: readonly Command[];
  /** How many run at a time; default: 1. */
  readonly atOnce?: number;
  /** Runs when all of them have ended, in the folder with their outputs, `0.out` and so on. */
  readonly last?: Command;
}

/** Registries and files that a scenario works on. */
export interface World extends AsyncDisposable {
  /** Absent where no registry counts its requests. */
  readonly meter?: Meter;
}

/** What registries were asked since the last reset. */
export interface Meter {
  reset(): Promise<void>;
  read(): Promise<Traffic>;
}

/** A program that does the work of a scenario. */
export interface Contender<W> {
  readonly name: string;
  /** A program that others have made, looked for on the PATH. Absent for our own. */
  readonly peer?: string;
  /** No program that anybody uses, but the least that this work can take. */
  readonly isBaseline?: boolean;
  /** For those that take long. Default: as many as the others. */
  readonly mostRuns?: number;
  /** Writes the files that the program reads. `program` is the file of the peer. */
  prepare(world: W, folder: string, program: string): Promise<Work> | Work;
}

/** Work that programs are measured at, beside each other. */
export interface Scenario<W extends World> {
  readonly name: string;
  /** The work, in one line. */
  readonly about: string;
  /** Of each contender, unless the command line says otherwise. */
  readonly runs: number;
  /** Nobody changes the world, so that one does for all runs. */
  readonly isReadOnly: boolean;
  readonly contenders: readonly Contender<W>[];
  /** `scale` is a share of the full size, 0 to 1. */
  open(scale: number): Promise<W>;
  /** How the end state differs from the one that all have to reach. `output` is the standard output of all commands. */
  differences(world: W, output: string): Promise<readonly string[]> | readonly string[];
  bounds(results: Results): readonly Bound[];
}

/** A share of a number, at least 1. */
export function scaled(number: number, scale: number): number {
  return Math.max(1, Math.round(number * scale));
}
