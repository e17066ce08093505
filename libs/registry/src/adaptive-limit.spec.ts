import { describe, expect, it } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.js';

function limitOf(most: number, start?: number): { limit: AdaptiveLimit; seen: number[] } {
  const seen: number[] = [];
  return { limit: new AdaptiveLimit(most, (now) => seen.push(now), start), seen };
}

function answers(limit: AdaptiveLimit, count: number): void {
  for (let i = 0; i < count; i++) limit.answered();
}

describe('the number of parallel requests', () => {
  it('grows by one with each full round of answers, up to the most', () => {
    const { limit, seen } = limitOf(10, 8);
    answers(limit, 8 + 9 + 100);
    expect(seen).toEqual([9, 10]);
  });

  it('halves when the host pushes back, and grows again', () => {
    const { limit, seen } = limitOf(8);
    limit.pushedBack();
    limit.pushedBack();
    answers(limit, 5);
    expect(seen).toEqual([4, 2, 3, 4]);
  });

  it('falls by a quarter when the host gets slow', () => {
    const { limit, seen } = limitOf(24);
    limit.slowed();
    expect(seen).toEqual([18]);
  });

  it('never falls below one, and comes back from there', () => {
    const { limit } = limitOf(24);
    for (let i = 0; i < 50; i++) {
      limit.pushedBack();
      limit.slowed();
    }
    expect(limit.current).toBe(1);
    answers(limit, 300);
    expect(limit.current).toBe(24);
  });

  it('starts at no more than the most', () => {
    expect(limitOf(2, 8).limit.current).toBe(2);
  });
});
