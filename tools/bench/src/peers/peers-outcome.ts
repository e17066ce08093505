import type { Outcome } from '../benchmark.js';
import { median } from '../measure.js';

/** The times of one contender in milliseconds. */
export interface PeerTimes {
  readonly name: string;
  readonly first: readonly number[];
  /** None for a contender whose runs without work are not measured. */
  readonly noOp: readonly number[];
  /** Runs that failed: why. Each was repeated once. */
  readonly failures: readonly string[];
  /** A run failed twice, so there are no times to compare. */
  readonly isGivenUp: boolean;
}

/** Of the time of `crane cp`, and of that of `regsync once`. */
const mostFirst = 1;
const mostNoOp = 1.3;

/** Lines for people: the first is ours, beside which the others stand. */
export function peersOutcome(
  ours: PeerTimes,
  others: readonly PeerTimes[],
  missing: readonly string[],
): Outcome {
  const all = [ours, ...others];
  const measured = all.filter(({ isGivenUp }) => !isGivenUp);
  const peers = others.filter(({ isGivenUp }) => !isGivenUp && !ours.isGivenUp);
  const bounds = peers.flatMap((other) => boundsOf(ours, other));
  return {
    passed: measured.length === all.length && bounds.every(({ isKept }) => isKept),
    lines: [
      ...measured.map(timesLine),
      ...bounds.map(({ line }) => line),
      ...all.flatMap(failureLines),
      ...missing.map((name) => `left out: ${name} is not on the PATH (--${name} FILE names it)`),
    ],
  };
}

function boundsOf(ours: PeerTimes, other: PeerTimes): { readonly line: string; readonly isKept: boolean }[] {
  const isCrane = other.noOp.length === 0;
  const first = bound(
    'first promotion',
    ours.first,
    other.first,
    other.name,
    isCrane ? mostFirst : undefined,
  );
  return isCrane ? [first] : [first, bound('nothing to do', ours.noOp, other.noOp, other.name, mostNoOp)];
}

function bound(
  what: string,
  ours: readonly number[],
  theirs: readonly number[],
  name: string,
  most: number | undefined,
): { readonly line: string; readonly isKept: boolean } {
  const ratio = median(ours) / median(theirs);
  const line = `${what}: ${ratio.toFixed(2)} times ${name}`;
  if (most === undefined) return { line, isKept: true };
  const isKept = ratio <= most;
  return { line: `${line}, ${isKept ? 'within' : 'beyond'} ${most}`, isKept };
}

function timesLine({ name, first, noOp }: PeerTimes): string {
  const second = noOp.length === 0 ? '' : `${seconds(noOp)} s nothing to do`;
  return `${name.padEnd(16)}${seconds(first)} s first ${second}`.trimEnd();
}

function failureLines({ name, failures, isGivenUp }: PeerTimes): string[] {
  if (failures.length === 0) return [];
  const outcome = isGivenUp ? 'failed twice in a row, so it is not compared' : 'failed and was run again';
  return [`${name} ${outcome}:`, ...failures];
}

function seconds(times: readonly number[]): string {
  return (median(times) / 1000).toFixed(2).padStart(7);
}
