import type { Outcome } from '../benchmark.js';
import { hasTaskset } from './measured-service.js';

/** What was measured. Rates are events a second. */
export interface Figures {
  /** Of the bare server. */
  readonly bare: number;
  readonly promised: number;
  readonly all: number;
  /** Bytes. */
  readonly peakMemory: number;
  /** Requests to registries. */
  readonly reads: number;
  readonly mostReads: number;
  /** Of the manifests. */
  readonly fetches: { readonly all: number; readonly most: number };
  readonly expected: ReadonlyMap<string, number>;
  /** What is not as it should be. */
  readonly wrong: readonly string[];
}

const mostMemory = 300e6;
const wantedRate = 2000;

/** Holds the figures against the bounds. Rates are shown, and depend on the machine: they are no bounds. */
export function outcomeOf(figures: Figures): Outcome {
  const { bare, promised, all, peakMemory, reads, mostReads, fetches, expected, wrong } = figures;
  const bounds: readonly (readonly [string, boolean])[] = [
    [
      `memory at its peak: ${(peakMemory / 1e6).toFixed(0)} MB of ${mostMemory / 1e6}`,
      peakMemory < mostMemory,
    ],
    [`fetches of the manifests: ${fetches.all}, at a time ${fetches.most} of 1`, fetches.most === 1],
    [`registry reads: ${reads} of ${mostReads}`, reads <= mostReads],
    [`events and alerts that are not as they should be: ${wrong.length}`, wrong.length === 0],
  ];
  const line = (name: string, rate: number): string =>
    `${name.padEnd(16)}${rate.toFixed(0).padStart(6)} a second${(rate / bare).toFixed(2).padStart(7)} of the bare server`;
  return {
    passed: bounds.every(([, holds]) => holds),
    lines: [
      `on ${hasTaskset ? 'one core' : 'all cores, for there is no taskset'}; ${wantedRate} promised events a second are wanted`,
      line('bare server', bare),
      line('promised events', promised),
      line('all events', all),
      ...[...expected].sort().map(([verdict, count]) => `${String(count).padStart(8)} ${verdict}`),
      ...bounds.map(([text, holds]) => `${text}, ${holds ? 'within' : 'BEYOND'}`),
      ...wrong,
    ],
  };
}
