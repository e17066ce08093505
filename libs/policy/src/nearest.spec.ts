import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearest } from './nearest.js';

it.each([
  ['moving-tagg', ['tag-moved', 'moving-tag'], 'moving-tag'],
  ['warnin', ['error', 'warning'], 'warning'],
  ['exeptions', ['rules', 'exceptions'], 'exceptions'],
  ['bob', ['bon', 'bom'], 'bon'],
  ['tols', ['toolbox', 'tool', 'tools'], 'tools'],
  ['fatal', ['error', 'warning', 'info', 'off'], undefined],
  ['ab', ['ac'], undefined],
  ['ab', ['ac', 'ab'], 'ab'],
  ['tools', [], undefined],
])('the nearest of %j to %j', (word, words, expected) => {
  expect(nearest(word, words)).toBe(expected);
});

it('is the first word of the smallest distance, up to a third of the letters and to three', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
  fc.assert(
    fc.property(word, fc.array(word, { maxLength: 6 }), (meant, words) => {
      const limit = Math.min(3, Math.floor(meant.length / 3));
      const distances = words.map((candidate) => wholeDistance(meant, candidate));
      const least = Math.min(...distances);
      const expected = least <= limit ? words[distances.indexOf(least)] : undefined;
      expect(nearest(meant, words)).toBe(expected);
    }),
    { numRuns: 500, seed: 7 },
  );
});

it('compares no long words, and few letters of those that differ in length or in many places', () => {
  const long = 'a'.repeat(101);
  expect(nearest(long, [long])).toBeUndefined();
  const word = 'a'.repeat(99);
  expect(lettersRead(word, 'a'.repeat(103))).toBe(0);
  expect(lettersRead(word, 'ab'.repeat(50))).toBeLessThan(100);
  expect(lettersRead(word, `b${'a'.repeat(97)}b`)).toBeLessThan(8 * 100);
});

/** How many letters of a word `nearest` looks at. */
function lettersRead(word: string, other: string): number {
  let read = 0;
  const counted = (text: string): object =>
    new Proxy(Object(text) as object, {
      get: (target, key) => {
        if (typeof key === 'string' && /^\d+$/.test(key)) read++;
        if (key === 'slice') return (start: number, end: number) => counted(text.slice(start, end));
        return Reflect.get(target, key, target) as unknown;
      },
    });
  nearest(word, [counted(other) as unknown as string]);
  return read;
}

function wholeDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  if (a[0] === b[0]) return wholeDistance(a.slice(1), b.slice(1));
  return (
    1 +
    Math.min(
      ...[
        [1, 1],
        [1, 0],
        [0, 1],
      ].map(([i, j]) => wholeDistance(a.slice(i), b.slice(j))),
    )
  );
}
