import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matchesAny } from './glob.js';

it.each([
  ['images/tools/images.yaml', 'images/tools/images.yaml'],
  ['images/*/images.yaml', 'images/tools/images.yaml'],
  ['images/t?ols/*', 'images/tools/images.yaml'],
  ['images/**', 'images/tools/images.yaml'],
  ['**', 'images/tools/images.yaml'],
  ['**/*.yaml', 'images/tools/images.yaml'],
  ['**/*.yaml', 'images.yaml'],
  ['a/**/b', 'a/b'],
  ['a/**/b', 'a/x/y/b'],
  ['a+(b)[c]{1}|$', 'a+(b)[c]{1}|$'],
  ['a/*', 'a/with\nline'],
  ['?', '😀'],
])('%j matches %j', (pattern, path) => {
  expect(matchesAny(['nothing', pattern], path)).toBe(true);
});

it.each([
  ['images/*', 'images/tools/images.yaml'],
  ['images', 'images/tools'],
  ['tools', 'images/tools'],
  ['images/**', 'images'],
  ['a?c', 'a/c'],
  ['a.c', 'abc'],
  ['**/b', 'ab'],
  ['', 'a'],
])('%j does not match %j', (pattern, path) => {
  expect(matchesAny([pattern], path)).toBe(false);
});

it('without patterns nothing matches', () => {
  expect(matchesAny([], 'a')).toBe(false);
});

it('agrees with a regular expression about any patterns and paths', () => {
  const pattern = fc.array(fc.constantFrom('a', 'b', '/', '*', '**', '**/', '?', '😀'), { maxLength: 8 });
  const path = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '😀'), minLength: 1, maxLength: 4 }), {
    minLength: 1,
    maxLength: 3,
  });
  fc.assert(
    fc.property(pattern, path, (pieces, segments) => {
      const [glob, text] = [pieces.join(''), segments.join('/')];
      expect(matchesAny([glob], text)).toBe(expressionOf(glob).test(text));
    }),
    { numRuns: 3000, seed: 7 },
  );
});

function expressionOf(glob: string): RegExp {
  const source = glob.replaceAll(/\*\*\/|\*\*|\*|\?/g, (wildcard) => {
    if (wildcard === '**/') return '(?:.*/)?';
    if (wildcard === '**') return '.*';
    return wildcard === '*' ? '[^/]*' : '[^/]';
  });
  return new RegExp(`^${source}$`, 'su');
}

// With a matcher that goes back to try again, none of these would ever end.
it.each([
  ['in one segment', `${'*a'.repeat(100)}*c*b`, `${'a'.repeat(4000)}b`],
  ['in any number of segments', `${'**a'.repeat(60)}**c**b`, `${'a/'.repeat(2000)}b`],
  ['between folders', `${'**/a/'.repeat(40)}**/c/**/b`, `${'a/'.repeat(2000)}b`],
  ['of all kinds', `${'**/*a?'.repeat(40)}**c?**b`, `${'aaaa/'.repeat(800)}b`],
])('follows all ways of many wildcards at once: %s', (_, pattern, path) => {
  expect(matchesAny([pattern], path)).toBe(false);
  expect(matchesAny([pattern.replaceAll('c', 'a')], path)).toBe(true);
});
