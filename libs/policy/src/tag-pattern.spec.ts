import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tagPattern, TagPatternError, tagPatternsOf } from './tag-pattern.js';

it.each([
  ['^stable$', ['stable'], ['unstable', 'stables']],
  ['-rc\\.\\d+$', ['v1.0.0-rc.1'], ['v1.0.0-rc.x']],
  ['^(?:stable|edge)(?:-[a-z]+)?$', ['edge', 'stable-arm'], ['edge-1']],
  ['(?i)NIGHTLY', ['x-Nightly-1'], ['night']],
  ['^(a+)+$', ['aaaa'], ['aaaab']],
  ['^v\\d{8}-[0-9a-f]{7,40}$', ['v20230407-0123abc'], ['v20230407-xyz']],
])('%s tells tags', (source, matching, others) => {
  const pattern = tagPattern(source);
  expect(matching.filter((tag) => pattern.matches(tag))).toEqual(matching);
  expect(others.filter((tag) => pattern.matches(tag))).toEqual([]);
});

it.each([
  ['(', 'missing closing )'],
  ['a'.repeat(201), 'more than 200 characters'],
  ['(.)\\1', 'invalid escape sequence'],
  ['(?<!a)b', 'invalid named capture'],
  ['(?=a)b', 'unsupported Perl syntax'],
  ['a{1001}', 'invalid repeat count'],
])('%s is none', (source, reason) => {
  expect(() => tagPattern(source)).toThrow(TagPatternError);
  expect(() => tagPattern(source)).toThrow(reason);
});

// Each of these takes seconds for one tag, or for ever, where a matcher goes back to try again.
it.each(['.*.*.*X', '^(a+)+$', '(a|a)*$b', '(?:a?){50}(?:a){60}X', '.*.*.*.*.*.*.*.*X'])(
  '%s takes little time for many tags',
  (source) => {
    const pattern = tagPattern(source);
    const tags = Array.from({ length: 1000 }, (_, i) => `${'a'.repeat(120)}b${i}`);
    expect(tags.filter((tag) => pattern.matches(tag))).toEqual([]);
  },
);

it('finds the same with and without an automaton', () => {
  const tag = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
  const small = tagPattern('a[ab]c$|^b+$');
  const large = tagPattern(`a[ab]c$|^b+$|${'x'.repeat(60)}`);
  fc.assert(
    fc.property(tag, (text) => small.matches(text) === large.matches(text)),
    { numRuns: 300, seed: 7 },
  );
  expect([small.size <= 32, large.size <= 32]).toEqual([true, false]);
});

it('compiles the patterns of a policy once', () => {
  const sources = ['^stable$', '^edge$'];
  expect(tagPatternsOf(sources)).toBe(tagPatternsOf(sources));
});
