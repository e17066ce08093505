import { expect, it } from 'vitest';
import { whyTooMuch } from './why-too-much.js';

const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;

it.each<[string, string, string | undefined]>([
  ['an event', '{"events":[{"target":{"digest":"x"}}]}', undefined],
  ['the deepest that is taken', deep(64), undefined],
  ['one deeper', deep(65), 'it is nested more than 64 deep'],
  ['deep again and again, but never too deep', `[${Array(1000).fill(deep(60)).join()}]`, undefined],
  ['brackets in a string', JSON.stringify({ a: '['.repeat(1000) }), undefined],
  ['brackets behind an escaped quote', JSON.stringify({ a: `\\"${'['.repeat(1000)}` }), undefined],
  [
    'brackets behind a string that ends in a backslash',
    `["\\\\",${deep(64)}]`,
    'it is nested more than 64 deep',
  ],
  ['many numbers', `[${'0,'.repeat(500_001)}0]`, 'it holds more than 500000 values'],
  ['many objects', `[${'{},'.repeat(300_000)}{}]`, 'it holds more than 500000 values'],
  ['a string without an end', '"[[[', undefined],
])('%s', (_, text, reason) => {
  expect(whyTooMuch(text)).toBe(reason);
});
