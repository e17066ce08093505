import { describe, expect, it } from 'vitest';
import { sourceDate } from './source-date.js';

describe('SOURCE_DATE_EPOCH', () => {
  it.each([
    { text: undefined, date: undefined },
    { text: '', date: undefined },
    { text: '0', date: '1970-01-01T00:00:00Z' },
    { text: '1700000000', date: '2023-11-14T22:13:20Z' },
  ])('$text is $date', ({ text, date }) => {
    expect(sourceDate({ SOURCE_DATE_EPOCH: text })).toBe(date);
  });

  it.each(['now', '-1', '1.5', '2026-01-01', '99999999999999'])('%s is refused', (text) => {
    expect(() => sourceDate({ SOURCE_DATE_EPOCH: text })).toThrow('SOURCE_DATE_EPOCH');
  });
});
