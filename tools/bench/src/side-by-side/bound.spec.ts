import { expect, it } from 'vitest';
import { isKept, peakMemory, quotaLimit, ratio, traffic } from './bound.js';
import type { Figures } from './figures.js';

function figures(wall: number, requests?: number): Figures {
  const hosts = { source: { blobGet: 1 }, 'registry 1': { list: requests ?? 0 } };
  return {
    runs: 1,
    wall: { median: wall, min: wall, max: wall },
    cpu: wall,
    peakMemory: 100 * 2 ** 20,
    ...(requests !== undefined && { traffic: { hosts, sourceBytes: 7, tooManyRequests: 0 } }),
  };
}

const results = new Map([
  ['ours', figures(11, 930)],
  ['peer', figures(20, 1860)],
  ['uncounted', figures(1)],
]);

it.each([
  ['wall', 0.55],
  ['requests', 931 / 1861],
] as const)('%s beside a peer', (measure, figure) => {
  expect(ratio(results, measure, ['ours', 'peer'], 0.5)).toMatchObject([{ figure, most: 0.5 }]);
});

it('a peer that was not measured bounds nothing', () => {
  expect(ratio(results, 'wall', ['ours', 'missing'], 0.5)).toEqual([]);
});

it('a burst goes through at once, the rest at the rate', () => {
  expect(quotaLimit(results, 'ours', { perSecond: 83, burst: 100 }, 1.1)).toMatchObject([{ figure: 1.1 }]);
  expect(quotaLimit(results, 'ours', { perSecond: 83, burst: 1000 }, 1.1)).toEqual([]);
});

it('traffic is bounded where it was counted', () => {
  expect(traffic(results, 'ours', 'source bytes', ({ sourceBytes }) => sourceBytes, 8)).toMatchObject([
    { what: 'source bytes of ours', figure: 7 },
  ]);
  expect(traffic(results, 'uncounted', 'source bytes', ({ sourceBytes }) => sourceBytes, 8)).toEqual([]);
});

it.each([
  [100, true],
  [99, false],
])('100 MiB, with at most %d: %s', (most, expected) => {
  expect(peakMemory(results, 'ours', most).map(isKept)).toEqual([expected]);
});
