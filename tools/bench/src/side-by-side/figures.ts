import { median } from '../median.js';
import type { Usage } from './measuring/usage.js';
import type { Traffic } from './traffic.js';

/** One run of a contender. */
export interface Sample extends Usage {
  readonly traffic?: Traffic;
}

/** All runs of a contender that reached the right end state. */
export interface Figures {
  readonly runs: number;
  /** Seconds. */
  readonly wall: { readonly median: number; readonly min: number; readonly max: number };
  /** Median of seconds of processor time. */
  readonly cpu: number;
  /** The most of all runs, in bytes. */
  readonly peakMemory: number;
  /** Of the run in the middle by time. */
  readonly traffic?: Traffic;
}

/** Undefined for no samples. */
export function figuresOf(samples: readonly Sample[]): Figures | undefined {
  const sorted = samples.toSorted((a, b) => a.wall - b.wall);
  const [fastest, slowest] = [sorted[0], sorted.at(-1)];
  if (!fastest || !slowest) return undefined;
  const traffic = sorted[Math.floor(sorted.length / 2)]?.traffic;
  return {
    runs: sorted.length,
    wall: { median: median(sorted.map(({ wall }) => wall)), min: fastest.wall, max: slowest.wall },
    cpu: median(sorted.map(({ cpu }) => cpu)),
    peakMemory: Math.max(...sorted.map(({ peakMemory }) => peakMemory)),
    ...(traffic && { traffic }),
  };
}
