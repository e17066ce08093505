import { expect, it } from 'vitest';
import { isInTurn } from './in-turn.js';

const hour = 3_600_000;
const day = 24 * hour;
const begin = Date.UTC(2026, 10, 30, 20, 15);
const repositories = Array.from({ length: 2400 }, (_, i) => `staging.example/foo/app-${i}`);

/** How many repositories some of so many runs looked at, one run after each interval. */
function seen(runs: number, interval: number, within = day): number {
  const times = Array.from({ length: runs }, (_, i) => begin + i * interval);
  return repositories.filter((name) => times.some((time) => isInTurn(name, within, time))).length;
}

it.each([0, 1, 90])('within %i minutes, each hourly run looks at everything', (minutes) => {
  expect(seen(1, hour, minutes * 60_000)).toBe(repositories.length);
});

it('hourly runs look at everything within the time, and share it', () => {
  expect(seen(1, hour)).toBeGreaterThan(50);
  expect(seen(1, hour)).toBeLessThan(170);
  expect(seen(24, hour)).toBe(repositories.length);
  expect(seen(7 * 24, hour, 7 * day)).toBe(repositories.length);
});

it.each([2, 3, 6, 12, 24])('runs every %i hours look at everything, only later', (every) => {
  expect(seen(24, every * hour)).toBe(repositories.length);
});
