import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestOf, digestStart, isDigest, parseDigest, whyNotADigest } from './digest.js';
import { InvalidReferenceError } from './errors.js';

const hex = 'a'.repeat(64);

describe('a digest', () => {
  it.each([`sha256:${hex}`, `sha512:${hex}${hex}`])('is %s', (text) => {
    expect(parseDigest(text)).toBe(text);
  });

  it.each([
    { text: '', reason: 'not of the form' },
    { text: hex, reason: 'not of the form' },
    { text: `sha256:${hex}:x`, reason: 'not of the form' },
    { text: `sha256:${hex.slice(2)}`, reason: 'it has 62 hexadecimal characters instead of 64' },
    { text: `sha256:${hex}0`, reason: 'it has 65 hexadecimal characters instead of 64' },
    { text: `sha512:${hex}`, reason: 'it has 64 hexadecimal characters instead of 128' },
    { text: `sha256:${hex.toUpperCase()}`, reason: 'characters other than 0-9 and a-f' },
    { text: `sha256:${'g'.repeat(64)}`, reason: 'characters other than 0-9 and a-f' },
    { text: `md5:${hex}`, reason: 'the algorithm "md5"' },
    { text: `constructor:${hex}`, reason: 'the algorithm "constructor"' },
    { text: `${'a'.repeat(200)}:${hex}`, reason: `the algorithm "${'a'.repeat(117)}..."` },
  ])('is not $text', ({ text, reason }) => {
    expect(isDigest(text)).toBe(false);
    expect(whyNotADigest(text)).toContain(reason);
    expect(() => parseDigest(text)).toThrow(InvalidReferenceError);
  });

  it('of bytes is what the tools of the field say', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(digestOf(new Uint8Array())).toBe(`sha256:${empty}`);
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.constantFrom('sha256' as const, 'sha512' as const),
        (bytes, algorithm) => isDigest(digestOf(bytes, algorithm)),
      ),
    );
  });
});

it.each([
  ['sha256:1a2b', 'sha256:1a2b'],
  ['1a2b', 'sha256:1a2b'],
  ['sha512:1a', 'sha512:1a'],
  ['sha256:1a2b3c4d5e6f…', 'sha256:1a2b3c4d5e6f'],
  ['sha256:1a2b...', 'sha256:1a2b'],
  [`sha256:${hex}`, `sha256:${hex}`],
  [`sha256:${hex}0`, undefined],
  ['sha256:', undefined],
  ['md5:1a', undefined],
  ['v1.2.3', undefined],
])('the beginning of a digest: %s', (text, expected) => {
  expect(digestStart(text)).toBe(expected);
});

it('may be too short to mean a digest', () => {
  expect([digestStart('abc', 4), digestStart('abcd', 4)]).toEqual([undefined, 'sha256:abcd']);
});
