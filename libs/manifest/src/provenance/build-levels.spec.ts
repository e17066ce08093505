import { expect, it } from 'vitest';
import { demandedLevel } from './build-levels.js';

const levels = [
  { images: ['spoc', 'charts/*'], level: 3 },
  { images: ['operator*'], level: 2 },
  { images: ['operator-amd64'], level: 3 },
  { images: ['operator-amd64'], level: 2 },
] as const;

it.each([
  ['spoc', 3],
  ['charts/operator', 3],
  ['charts/nested/operator', undefined],
  ['operator', 2],
  ['operator-amd64', 3],
  ['operator-arm64', 2],
  ['spoc-amd64', undefined],
  ['', undefined],
])('of the levels that match %j the highest is demanded: %j', (name, level) => {
  expect(demandedLevel(levels, name)).toBe(level);
});

it('an image at the source itself has no name, and matches no pattern', () => {
  expect(demandedLevel([{ images: ['*'], level: 3 }], '')).toBeUndefined();
});
