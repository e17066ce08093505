import type { Outcome } from '../benchmark.js';
import { hasTaskset } from './measured-service.js';

/** How many events there were in a time. */
export interface Speed {
  /** By the clock, which on a busy machine says little. */
  readonly perSecond: number;
  /** By the processor time that the service has used: what it would do on a core of its own. */
  readonly perCpuSecond: number;
}

/** What was measured. */
export interface Figures {
  /** Of the bare server. */
  readonly bare: Speed;
  readonly promised: Speed;
  readonly all: Speed;
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
const leastPromised = 2000;

/** Holds the figures against the bounds. What the clock says depends on the machine, and is only shown. */
export function outcomeOf(figures: Figures): Outcome {
  const { bare, promised, all, peakMemory, reads, mostReads, fetches, expected, wrong } = figures;
  const { perCpuSecond } = promised;
  const bounds: readonly (readonly [string, boolean])[] = [
    [
      `promised events a second of processor time: ${perCpuSecond.toFixed(0)}, at least ${leastPromised}`,
      perCpuSecond >= leastPromised,
    ],
    [
      `memory at its peak: ${(peakMemory / 1e6).toFixed(0)} MB of ${mostMemory / 1e6}`,
      peakMemory < mostMemory,
    ],
    [`fetches of the manifests: ${fetches.all}, at a time ${fetches.most} of 1`, fetches.most === 1],
    [`registry reads: ${reads} of ${mostReads}`, reads <= mostReads],
    [`events and alerts that are not as they should be: ${wrong.length}`, wrong.length === 0],
  ];
  const line = (name: string, { perSecond, perCpuSecond: perCpu }: Speed): string => {
    const speeds = `${perSecond.toFixed(0).padStart(6)} a second${perCpu.toFixed(0).padStart(7)} a second of processor time`;
    return `${name.padEnd(16)}${speeds}, ${(perCpu / bare.perCpuSecond).toFixed(2)} of the bare server`;
  };
  return {
    passed: bounds.every(([, holds]) => holds),
    lines: [
      `on ${hasTaskset ? 'one core' : 'all cores, for there is no taskset'}`,
      line('bare server', bare),
      line('promised events', promised),
      line('all events', all),
      ...[...expected].sort().map(([verdict, count]) => `${String(count).padStart(8)} ${verdict}`),
      ...bounds.map(([text, holds]) => `${text}, ${holds ? 'within' : 'BEYOND'}`),
      ...wrong,
    ],
  };
}
