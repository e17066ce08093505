import { expect, it } from 'vitest';
import { positionOf } from './position.js';

it.each([
  ['the start', '', 0, 1, 1],
  ['the end of a line', 'ab\ncd', 2, 1, 3],
  ['the start of a line', 'ab\ncd', 3, 2, 1],
  ['after CR LF', 'a\r\nb', 3, 2, 1],
  ['after CR', 'a\rb', 2, 2, 1],
  ['after empty lines', '\n\n\nx', 3, 4, 1],
  ['the end of the file', 'a\nb\n', 4, 3, 1],
])('%s', (_, text, offset, line, column) => {
  expect(positionOf({ file: { path: 'f', kind: 'images', text }, offset })).toEqual({
    file: 'f',
    line,
    column,
  });
});
