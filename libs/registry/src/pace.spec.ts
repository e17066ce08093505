import { expect, it } from 'vitest';
import { Pace } from './pace.js';

const limits = { answerTimeout: 300_000, leastRate: 1024 };

/** Waits from the second 0 on for bytes that come at these seconds; the second at which they are too late. */
function cutAt(arrivals: Iterable<readonly [second: number, bytes: number]>): number | undefined {
  let second = 0;
  const pace = new Pace(limits, () => second * 1000);
  pace.waits();
  for (const [next, bytes] of arrivals) {
    second = next;
    if (pace.came(bytes)) return second;
  }
  return undefined;
}

function* every(seconds: number, bytes: number): Generator<readonly [number, number]> {
  for (let second = 0; second <= 1000; second += seconds) yield [second, bytes];
}

it.each([
  ['a byte a second', every(1, 1), 31],
  ['1 KB each 2 seconds', every(2, 1024), 32],
  ['2 KB a second, which lasts too long', every(1, 2048), 301],
  ['4 MiB at 16 KiB a second', [...every(1, 16_384)].slice(0, 256), undefined],
  ['a few bytes after a long silence', [[29, 200] as const], undefined],
  ['a few bytes after a long silence, in two pieces', [[28, 200] as const, [57, 50] as const], undefined],
])('%s', (_, arrivals, expected) => {
  expect(cutAt(arrivals)).toBe(expected);
});
