import { expect, it } from 'vitest';
import { type Contender, measure, median } from './measure.js';

it.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 2, 100], 3],
])('the median of %j is %d', (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});

const sound: Contender = { name: 'sound', args: ['-e', ''], exitCodes: [0] };

it('measures whole processes', () => {
  const [measured] = measure([sound], 3);
  expect(measured?.name).toBe('sound');
  expect(measured?.fastest).toBeGreaterThan(0);
  expect(measured?.median).toBeGreaterThanOrEqual(measured?.fastest ?? Infinity);
});

it('a contender that fails is no contender', () => {
  const broken: Contender = { name: 'broken', args: ['-e', 'throw new Error("no tree")'], exitCodes: [0] };
  expect(() => measure([sound, broken], 1)).toThrow(/broken ended with exit code 1: [^]*no tree/);
});
