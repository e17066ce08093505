import { describe, expect, it } from 'vitest';
import { sourceExcerpt } from './source-excerpt.js';

describe('a line that fits', () => {
  it.each([
    ['the first column', 'name: pause', 1, '^'],
    ['a later column', 'name: pause', 7, '      ^'],
    ['the end', 'name:', 6, '     ^'],
    ['a column that the line does not have', 'name:', 99, '     ^'],
    ['an empty line', '', 1, '^'],
  ])('has its caret under %s', (_situation, text, column, caret) => {
    expect(sourceExcerpt(12, text, column, 80)).toEqual([`12 | ${text}`.trimEnd(), `   | ${caret}`]);
  });

  it.each([
    ['tabs', '\tname:\tx', 8, '7 |   name:  x', '  |          ^'],
    ['control characters', 'a\u0007b', 3, '7 | a\\u0007b', '  |        ^'],
    ['the caret on one', 'a\u0007b', 2, '7 | a\\u0007b', '  |  ^'],
  ])('counts what is shown: %s', (_situation, text, column, source, caret) => {
    expect(sourceExcerpt(7, text, column, 80)).toEqual([source, caret]);
  });
});

describe('a line that is too long', () => {
  const text = 'abcdefghijklmnopqrstuvwxyz'.repeat(1000);

  it.each([
    ['at the start', 1, '1 | abcdefghijklmnopqrstuvwxyzabcdefghi…', '  | ^'],
    ['in the middle', 13_001, '1 | …jklmnopqrstuvwxyzabcdefghijklmnopq…', '  |                   ^'],
    [
      'at the end',
      26_001,
      '1 | …rstuvwxyzabcdefghijklmnopqrstuvwxyz',
      '  |                                     ^',
    ],
  ])('is cut around the column %s', (_situation, column, source, caret) => {
    expect(sourceExcerpt(1, text, column, 40)).toEqual([source, caret]);
  });
});
