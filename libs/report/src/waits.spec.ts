import { expect, it } from 'vitest';
import { notableWaits, waitSentences, type WaitTimes } from './waits.js';

const perHost = (of: string, ms: number, perSecond = 80): WaitTimes['waits'][number] => {
  return { limit: 'rps-per-host', of, perSecond, ms };
};

function told(elapsedMs: number, ...waits: WaitTimes['waits'][number][]): string[] {
  return waitSentences(notableWaits({ elapsedMs, waits }));
}

it('says what the limit of a host took of the time, and which flag sets it', () => {
  expect(told(20_000, perHost('gcr.io', 12_000))).toEqual([
    '12 of 20 s were spent waiting for the limit of 80 requests a second of gcr.io (--rps-per-host).',
  ]);
});

it('says it once for hosts with the same limit, with the longest time', () => {
  expect(
    told(20_000, perHost('eu.gcr.io', 9000), perHost('us.gcr.io', 12_340), perHost('x', 8000, 5)),
  ).toEqual([
    'Up to 12.3 of 20 s were spent waiting for the limit of 80 requests a second of each of 2 hosts (--rps-per-host).',
    '8 of 20 s were spent waiting for the limit of 5 requests a second of x (--rps-per-host).',
  ]);
});

it('says it once for many hosts with limits of their own', () => {
  const hosts = [70, 70, 81.5, 66.1, 90].map((rate, i) => perHost(`host${i}`, 9000 + i * 100, rate));
  expect(told(20_000, ...hosts)).toEqual([
    'Up to 9.4 of 20 s were spent waiting for the limit of 66.1 to 90 requests a second of each of 5 hosts (--rps-per-host).',
  ]);
});

it('names the project of a group', () => {
  const group = { limit: 'rps-per-group', of: 'k8s-artifacts-prod', perSecond: 61.234, ms: 30_000 } as const;
  expect(told(40_000, group)).toEqual([
    '30 of 40 s were spent waiting for the limit of 61.2 requests a second of the quota group k8s-artifacts-prod (--rps-per-group).',
  ]);
});

it.each([
  ['less than a second', 2000, perHost('a', 999)],
  ['a small part of the time', 100_000, perHost('a', 20_000)],
  ['a refusal, which no flag would have prevented', 10_000, { limit: 'refusal', of: 'a', ms: 9000 }],
] as [string, number, WaitTimes['waits'][number]][])('says nothing of %s', (_, elapsed, wait) => {
  expect(told(elapsed, wait)).toEqual([]);
});
