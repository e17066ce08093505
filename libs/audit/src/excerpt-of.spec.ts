import { expect, it } from 'vitest';
import { excerptOf } from './excerpt-of.js';

it.each([
  ['shorter than the limit', 'abc', 10, 'abc'],
  ['longer than the limit', 'abcdef', 3, 'abc'],
  ['empty', '', 3, ''],
  ['of letters of any script', 'größer', 4, 'größ'],
])('a text that is %s', (_, text, most, expected) => {
  expect(excerptOf(text, most)).toBe(expected);
});

it('a letter that is cut through is replaced', () => {
  expect(excerptOf('a🙂', 2)).toBe('a\ufffd');
});
