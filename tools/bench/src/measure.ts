import { spawnSync } from 'node:child_process';

/** A program to measure: the arguments for Node.js. */
export interface Contender {
  readonly name: string;
  readonly args: readonly string[];
  /** Exit codes that count as done. Any other ends the benchmark. */
  readonly exitCodes: readonly number[];
}

/** Wall-clock milliseconds of whole processes, from the start to the end. */
export interface Measured {
  readonly name: string;
  readonly median: number;
  readonly fastest: number;
}

/**
 * Runs the contenders in turns, so that a noisy machine is noisy for all of them. One turn before the first is not
 * counted: it brings files into memory. Throws when a contender fails.
 */
export function measure(contenders: readonly Contender[], runs: number): readonly Measured[] {
  const times = contenders.map((): number[] => []);
  for (const contender of contenders) timeOf(contender);
  for (let run = 0; run < runs; run++) {
    contenders.forEach((contender, i) => times[i]?.push(timeOf(contender)));
  }
  return contenders.map(({ name }, i) => {
    const own = times[i] ?? [];
    return { name, median: median(own), fastest: Math.min(...own) };
  });
}

function timeOf({ name, args, exitCodes }: Contender): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const time = performance.now() - start;
  if (exitCodes.some((code) => code === status)) return time;
  throw new Error(`${name} ended with exit code ${status}: ${stderr.toString()}`);
}

/** The middle of some numbers; of an even number of them, the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const middle = sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1);
  return middle.reduce((sum, number) => sum + number, 0) / middle.length;
}
