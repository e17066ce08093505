import { expect, it } from 'vitest';
import { formatDuration } from './format-duration.js';

it.each([
  [-1, '0s'],
  [499, '0s'],
  [42_000, '42s'],
  [59_600, '1m'],
  [90_000, '1m30s'],
  [3_599_000, '1h'],
  [4_800_000, '1h20m'],
])('says %i ms as %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});
