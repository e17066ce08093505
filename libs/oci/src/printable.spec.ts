import { expect, it } from 'vitest';
import { printable, printableLines } from './printable.js';

it.each([
  { what: 'plain text', text: 'gcr.io/foo: größer als 1 MiB', shown: 'gcr.io/foo: größer als 1 MiB' },
  { what: 'an escape sequence', text: '\u001b[2Jgone', shown: '\\u001b[2Jgone' },
  { what: 'a faked line', text: 'ok\nerror', shown: 'ok\\u000aerror' },
  { what: 'turned writing', text: 'a\u202eb', shown: 'a\\u202eb' },
])('$what is safe on one line', ({ text, shown }) => {
  expect(printable(text)).toBe(shown);
});

it('lines stay lines where several are meant', () => {
  expect(printableLines('one\r\ntwo\u0007')).toBe('one\ntwo\\u0007');
});
