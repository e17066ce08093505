import { type Bound, isKept } from '../bound.js';
import type { ScenarioReport } from '../run-scenario.js';

/** Everything that one run of the benchmark found; also its JSON. */
export interface BenchReport {
  /** UTC, ISO 8601. */
  readonly date: string;
  readonly machine: { readonly processors: number; readonly model: string; readonly node: string };
  /** A share of the full size of each scenario. */
  readonly scale: number;
  readonly scenarios: readonly ScenarioReport[];
}

/** Every bound is kept, and every program reached the right end state. */
export function passed({ scenarios }: BenchReport): boolean {
  return scenarios.every(
    ({ bounds, contenders }) =>
      bounds.every((bound: Bound) => isKept(bound)) &&
      contenders.every(({ failures }) => failures.length === 0),
  );
}
