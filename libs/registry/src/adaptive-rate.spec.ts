import { describe, expect, it } from 'vitest';
import { AdaptiveRate } from './adaptive-rate.js';

/** Has so many requests accepted in each of some seconds, and answers the time after them. */
function accept(rate: AdaptiveRate, perSecond: number, seconds: number, from = 0): number {
  for (let i = 0; i < perSecond * seconds; i++) rate.accepted(from + Math.floor((i * 1000) / perSecond));
  return from + seconds * 1000 - 1;
}

describe('a rate under a quota that is not known', () => {
  it('falls below what was accepted', () => {
    const rate = new AdaptiveRate(Number.POSITIVE_INFINITY);
    const at = accept(rate, 100, 5);
    rate.fall(at, at + 1000);
    expect(rate.perSecond).toBeCloseTo(85, 0);
  });

  it('counts what was in flight, and came while the host was left alone', () => {
    const rate = new AdaptiveRate(Number.POSITIVE_INFINITY);
    for (let i = 0; i < 200; i++) rate.accepted(1500);
    rate.fall(900, 2000);
    expect(rate.perSecond).toBeCloseTo(170, 0);
  });

  it('begins with 10 when nothing was accepted', () => {
    const rate = new AdaptiveRate(Number.POSITIVE_INFINITY);
    rate.fall(0, 1000);
    expect(rate.perSecond).toBe(10);
  });

  it.each([
    ['by half at most', 10, 50],
    ['by three tenths at least', 100, 70],
    ['to what was accepted in between', 70, 59.5],
  ])('that was set falls %s', (_, accepted, expected) => {
    const rate = new AdaptiveRate(100);
    const at = accept(rate, accepted, 10);
    rate.fall(at, at);
    expect(rate.perSecond).toBeCloseTo(expected, 0);
  });

  it('grows by a fiftieth of the refused rate each second, up to the most', () => {
    const rate = new AdaptiveRate(100);
    rate.fall(0, 0);
    rate.grow(500);
    expect(rate.perSecond).toBe(50);
    rate.grow(1000);
    expect(rate.perSecond).toBe(52);
    for (let now = 2000; now < 100_000; now += 1000) rate.grow(now);
    expect(rate.perSecond).toBe(100);
  });

  it('grows faster the longer nothing is refused', () => {
    const rate = new AdaptiveRate(Number.POSITIVE_INFINITY);
    rate.fall(0, 0);
    const grownIn = (tens: number): number => {
      const before = rate.perSecond;
      for (let second = 1; second <= 10; second++) rate.grow((tens * 10 + second) * 1000);
      return Math.round(rate.perSecond - before);
    };
    expect([0, 1, 2, 3, 4].map(grownIn)).toEqual([16, 32, 64, 128, 128]);
  });

  it('doubles twice a second from the start that it was given, and is then no limit', () => {
    const rate = new AdaptiveRate(Number.POSITIVE_INFINITY, 100);
    const seen = [0, 400, 500, 1000, 1500, 1900, 2000].map((now) => {
      rate.grow(now);
      return rate.perSecond;
    });
    expect(seen).toEqual([100, 100, 200, 400, 800, 800, Number.POSITIVE_INFINITY]);
  });

  it('falls to what was accepted before it has grown, and doubles no more', () => {
    const rate = new AdaptiveRate(Number.POSITIVE_INFINITY, 100);
    const at = accept(rate, 60, 5);
    rate.fall(at, at);
    rate.grow(at + 1000);
    expect(rate.perSecond).toBeCloseTo(60 * 0.85 + 80 * 0.02, 0);
  });

  it('does not grow in a pause', () => {
    const rate = new AdaptiveRate(100);
    rate.fall(0, 0);
    rate.grow(60_000);
    expect(rate.perSecond).toBe(54);
  });
});
