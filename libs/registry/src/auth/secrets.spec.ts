import { describe, expect, it } from 'vitest';
import { basicAuthorization } from './basic.js';
import { Secrets } from './secrets.js';

function after(...headers: string[]): Secrets {
  const secrets = new Secrets();
  for (const header of headers) secrets.used(header);
  return secrets;
}

describe('what was proved with is cut out', () => {
  const secrets = after(basicAuthorization('robot', 'pass:word'), 'Bearer abc.def-123');

  it.each([
    ['nothing of it', 'the tag is not there', 'the tag is not there'],
    ['more than one of it', 'pass:word and abc.def-123', '*** and ***'],
    ['the longest that there is', 'robot:pass:word', '***'],
    ['it twice', 'pass:word pass:word', '*** ***'],
    ['it in other letters', 'PASS:WORD', '***'],
    ['letters that grow when they are small', 'İ PASS:WORD İ', 'İ *** İ'],
    ['nothing at all', '', ''],
  ])('from a text that holds %s', (_, text, left) => {
    expect(secrets.cut(text)).toBe(left);
  });
});

it('leaves words whole that a very short password is part of', () => {
  expect(after(basicAuthorization('robot', 'a')).cut('a tag')).toBe('a tag');
});

it.each([
  ['in a header', `got ${basicAuthorization('robot', 'abc')}`, 'got ***'],
  ['with its user', 'robot:abc may not', '*** may not'],
  ['encoded', `got ${Buffer.from('robot:abc').toString('base64')}`, 'got ***'],
  ['by itself', 'the tag abc is not there', 'the tag abc is not there'],
])('of three characters, %s', (_, text, left) => {
  expect(after(basicAuthorization('robot', 'abc')).cut(text)).toBe(left);
});

it('remembers what was used last of very much', () => {
  const secrets = after('Bearer first-of-all');
  for (let i = 0; i < 3000; i++) {
    secrets.used(`Bearer token-${i}.`);
    if (i === 1500) secrets.used('Bearer first-of-all');
  }
  expect(secrets.cut('first-of-all token-0. token-2999.')).toBe('*** token-0. ***');
});
