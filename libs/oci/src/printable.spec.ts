import { expect, it } from 'vitest';
import { printable, printableLines } from './printable.js';

it.each([
  { what: 'plain text', text: 'gcr.io/foo: größer als 1 MiB', shown: 'gcr.io/foo: größer als 1 MiB' },
  { what: 'an escape sequence', text: '\u001b[2Jgone', shown: '\\u001b[2Jgone' },
  { what: 'a faked line', text: 'ok\nerror', shown: 'ok\\u000aerror' },
  { what: 'turned writing', text: 'a\u202eb', shown: 'a\\u202eb' },
  { what: 'an invisible character beyond the first plane', text: 'a\u{e0041}b', shown: 'a\\udb40\\udc41b' },
  { what: 'half a character', text: 'a\ud800b', shown: 'a\\ud800b' },
  { what: 'a command of GitHub', text: '::error::x', shown: '\\u003a:error::x' },
  { what: 'an indented command of GitHub', text: '  ::error::x', shown: '  \\u003a:error::x' },
  { what: 'colons within a line', text: 'a ::error::x', shown: 'a ::error::x' },
  { what: 'an old command of GitHub', text: 'a ##[error]x', shown: 'a ##\\u005berror]x' },
  { what: 'a command of Azure', text: 'a ##vso[x]', shown: 'a ##vso\\u005bx]' },
])('$what is safe on one line', ({ text, shown }) => {
  expect(printable(text)).toBe(shown);
  expect(printable(shown)).toBe(shown);
});

it.each([
  ...['\u00ad', '\u061c', '\u115f', '\u180e', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2028'],
  ...['\u2029', '\u202a', '\u202e', '\u2060', '\u2064', '\u2066', '\u2069', '\u3164', '\ufe0f', '\ufeff'],
  ...['\ufff9', '\uffff', '\u0085'],
])('shows the invisible character %j', (character) => {
  const code = character.charCodeAt(0).toString(16).padStart(4, '0');
  expect(printable(`a${character}b`)).toBe(`a\\u${code}b`);
});

it('leaves the letters of all scripts as they are', () => {
  const text =
    'Grüße Ελλάδα Привет שלום مرحبا नमस्ते สวัสดี 你好 こんにちは 안녕하세요 ამბავი 𐍈 😀 e\u0301 ½ “…”';
  expect(printable(text)).toBe(text);
});

it('leaves JSON as it is to those who parse it', () => {
  const value = { text: 'a\u200b\u{e0041}\n::error::##[error]', list: ['::error::'] };
  expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
});

it('lines stay lines where several are meant', () => {
  expect(printableLines('one\r\ntwo\u0007')).toBe('one\ntwo\\u0007');
  expect(printableLines('one\n::error::')).toBe('one\n\\u003a:error::');
});
