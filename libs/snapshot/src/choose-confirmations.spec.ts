import { digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { chooseForBlobs, chooseToConfirm } from './choose-confirmations.js';

const hour = 3_600_000;
const within = 24 * hour;
const start = Date.parse('2026-11-25T09:20:00Z');
const at = (time: number) => new Date(time).toISOString();
const names = Array.from({ length: 800 }, (_, i) => `repository-${i}`);

/** Confirms 800 repositories hour by hour; the age that any reached, and how many were confirmed in each hour. */
function simulate(hours: number, isRun = (_hour: number): boolean => true) {
  const confirmed = new Map(names.map((name) => [name, start]));
  const counts: number[] = [];
  let oldest = 0;
  for (let i = 1; i <= hours; i++) {
    if (!isRun(i)) continue;
    const now = start + i * hour;
    const entries = names.map((name) => ({ name, confirmed: at(confirmed.get(name) ?? 0) }));
    const chosen = chooseToConfirm(entries, { now, within });
    for (const name of chosen) confirmed.set(name, now);
    counts.push(chosen.size);
    oldest = Math.max(oldest, ...[...confirmed.values()].map((time) => now - time));
  }
  return { counts, oldest };
}

describe('what is confirmed in an hour', () => {
  it('is 34 of 800 repositories, and each of them within a day', () => {
    const { counts, oldest } = simulate(100);
    expect(new Set(counts)).toEqual(new Set([34]));
    expect(oldest).toBeLessThanOrEqual(within);
  });

  it('is more after hours without a run, so that nothing is older than a day', () => {
    const { oldest } = simulate(100, (i) => i % 3 === 0);
    expect(oldest).toBeLessThanOrEqual(within);
  });

  it('is everything where nothing may be old, or nothing is known', () => {
    const entries = names.map((name) => ({ name, confirmed: at(start) }));
    expect(chooseToConfirm(entries, { now: start, within: 0 }).size).toBe(800);
    expect(chooseToConfirm([{ name: 'a' }, { name: 'b' }], { now: start, within }).size).toBe(2);
  });
});

describe('whose blobs are looked for', () => {
  const digests = Array.from({ length: 300 }, (_, i) => digestOf(Buffer.from(`${i}`)));

  it('are others each time, and all of them in thirty rounds', () => {
    const rounds = Array.from({ length: 30 }, (_, i) =>
      chooseForBlobs(digests, { now: start + i * within, within }),
    );
    expect(rounds.flat().sort()).toEqual([...digests].sort());
    expect(Math.max(...rounds.map(({ length }) => length))).toBeLessThan(30);
  });

  it('are all where nothing may be old', () => {
    expect(chooseForBlobs(digests, { now: start, within: 0 })).toEqual(digests);
  });
});
