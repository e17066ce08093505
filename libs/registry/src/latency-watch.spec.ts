import { describe, expect, it } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.js';
import { LatencyWatch } from './latency-watch.js';

/** What a host's concurrency comes to, whose answers take `msAt` of the number of parallel requests. */
function settle(msAt: (parallel: number) => number, answers = 4000): number[] {
  const watch = new LatencyWatch();
  const seen: number[] = [];
  const limit = new AdaptiveLimit(64, (now) => seen.push(now), 8);
  for (let i = 0; i < answers; i++) {
    const slow = watch.isSlowed('manifest-head', msAt(limit.current), limit.current);
    if (slow) limit.slowed();
    else limit.answered();
  }
  return seen;
}

const last = (values: readonly number[]): number[] => values.slice(-20);

describe('the time that a host takes', () => {
  it('flat: parallel requests grow to the most', () => {
    expect(Math.max(...settle(() => 40))).toBe(64);
    expect(settle(() => 40).at(-1)).toBe(64);
  });

  it('that rises with parallel requests keeps their number where the host is not slow yet', () => {
    // It does 10 at a time, each in 100 ms; more wait in its queue.
    const seen = last(settle((parallel) => 100 * Math.max(1, parallel / 10)));
    expect(Math.max(...seen)).toBeLessThanOrEqual(40);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(10);
  });

  it('that was always long is no rise', () => {
    expect(settle(() => 3000).at(-1)).toBe(64);
  });

  it('that rose for another reason is the new pace: the number comes back', () => {
    let count = 0;
    const seen = settle(() => (count++ < 500 ? 20 : 400), 8000);
    expect(Math.min(...seen)).toBeGreaterThan(4);
    expect(seen.at(-1)).toBe(64);
  });

  it('of some milliseconds is noise', () => {
    expect(settle((parallel) => parallel / 4).at(-1)).toBe(64);
  });

  it('now and then is no rise', () => {
    let count = 0;
    expect(settle(() => (count++ % 10 === 0 ? 2000 : 20)).at(-1)).toBe(64);
  });

  it('is compared for each kind of request by itself, and for listings not at all', () => {
    const watch = new LatencyWatch();
    const slowed: boolean[] = [];
    for (let i = 0; i < 200; i++) {
      slowed.push(watch.isSlowed('manifest-head', 10, 8), watch.isSlowed('manifest-put', 900, 8));
      slowed.push(watch.isSlowed('tags', i * 100, 8));
    }
    expect(slowed).not.toContain(true);
  });
});
