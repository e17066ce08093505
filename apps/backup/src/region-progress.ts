import type { Progress } from '@cip/runtime';
import type { SnapshotProgress } from '@cip/snapshot';

/** The progress of several regions as one line: first what is read, then what is copied. */
export class RegionProgress {
  readonly #regions = new Map<string, SnapshotProgress>();

  constructor(private readonly progress: Progress) {}

  update(region: string, state: SnapshotProgress): void {
    this.#regions.set(region, state);
    const states = [...this.#regions.values()];
    const isReading = states.some(({ phase }) => phase === 'reading production');
    const shown = states.filter(({ phase }) => (phase === 'reading production') === isReading);
    const done = shown.reduce((sum, one) => sum + one.done, 0);
    const label = isReading ? 'reading production (repositories)' : 'copying images';
    const total = shown.reduce((sum, one) => sum + (one.total ?? 0), 0);
    this.progress.update({ label, done, total: Math.max(total, done) });
  }
}
