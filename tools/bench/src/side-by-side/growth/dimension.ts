import type { ContenderReport, RunOptions } from '../run-scenario.js';

/** One thing that there can be more of. */
export interface Dimension {
  readonly name: string;
  /** What is done with so many of them. */
  readonly about: string;
  /** Of the smallest of the three sizes, at full scale. */
  readonly base: number;
  measure(count: number, options: RunOptions): Promise<ContenderReport>;
}
