import { describe, expect, it } from 'vitest';
import { listed, shortDigest } from './short-names.js';
import { digest } from './testing/samples.js';

describe('a list of names', () => {
  it.each([
    ['no name', [], ''],
    ['what fits', ['v1', 'v2'], 'v1, v2'],
    ['more than fit', ['v1.0.0', 'v1.0.1', 'v1.0.2', 'v1.0.3'], 'v1.0.0, +3 more'],
    ['one name that is too long', ['v1.0.0-beta.1.of.a.long.release'], 'v1.0.0-beta.1.of.a.…'],
    [
      'names that take more room when shown',
      ['\u0000\u0001\u0002', '\u0003'],
      '\\u0000\\u0001\\u0002, +1 more',
    ],
  ])('shows %s', (_situation, names, text) => {
    expect(listed(names, 20)).toBe(text);
  });
});

it.each([
  ['a digest', digest('a'), 'sha256:aaaaaaaaaaaa'],
  ['a digest that was cut short', 'sha256:aaaa', 'sha256:aaaa'],
  ['something else', 'a\nb', 'a\\u000ab'],
])('shortens %s', (_situation, text, shown) => {
  expect(shortDigest(text)).toBe(shown);
});
