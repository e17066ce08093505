import { expect, it } from 'vitest';
import { hasText, indexOfSorted } from './sorted-search.js';

const tags = ['10', '9', 'v1.0', 'v1.1'];

it.each(tags.map((tag, i) => [tag, i] as const))('%s is at %i', (tag, i) => {
  expect(indexOfSorted(tags, tag, (text) => text)).toBe(i);
  expect(hasText(tags, tag)).toBe(true);
});

it.each(['', '1', '9a', 'v2'])('%j is not there', (tag) => {
  expect(indexOfSorted(tags, tag, (text) => text)).toBe(-1);
  expect(hasText(tags, tag)).toBe(false);
});
