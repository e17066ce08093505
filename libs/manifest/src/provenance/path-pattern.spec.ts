import { describe, expect, it } from 'vitest';
import { matchesPath, pathPatternSyntax } from './path-pattern.js';

/** What Go's `path.Match` says; undefined where it refuses the pattern. */
const cases: readonly [pattern: string, path: string, matches: boolean | undefined][] = [
  ['charts', 'charts', true],
  ['charts', 'charts/app', false],
  ['chart', 'charts', false],
  ['*', 'app', true],
  ['*', 'charts/app', false],
  ['**', 'app', true],
  ['**', 'charts/app', false],
  ['**/app', 'a/b/app', false],
  ['app*', 'app', true],
  ['app-*', 'app-arm64', true],
  ['*64', 'app-arm64', true],
  ['charts/*', 'charts/app', true],
  ['charts/*', 'charts/', true],
  ['charts/*', 'charts/nested/app', false],
  ['*/app', 'charts/app', true],
  ['a*b*c*d/e', 'axbxcxd/e', true],
  ['a*b*c*d/e', 'axbxcx/d/e', false],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['a*b?c*x', 'abxbbxdbxebxczzy', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a?c', 'a😀c', true],
  ['refs/tags/v[0-9]*', 'refs/tags/v1.2.3', true],
  ['refs/tags/v[0-9]*', 'refs/tags/vx', false],
  ['refs/tags/v[^0-9]', 'refs/tags/vx', true],
  ['refs/tags/v[^0-9]', 'refs/tags/v1', false],
  ['a[^b]c', 'a/c', true],
  ['a[.-0]c', 'a/c', true],
  ['[abx-z]', 'y', true],
  ['[abx-z]', 'c', false],
  ['[z-a]', 'm', false],
  ['[^z-a]', 'm', true],
  ['[a^]', '^', true],
  ['[[]', '[', true],
  ['[*]', '*', true],
  ['[*]', 'a', false],
  [String.raw`[\]a]`, ']', true],
  [String.raw`[a\-c]`, 'b', false],
  [String.raw`[a\-c]`, '-', true],
  [String.raw`a\*`, 'a*', true],
  [String.raw`a\*`, 'ab', false],
  [String.raw`a\b`, 'ab', true],
  ['a.c', 'abc', false],
  ['a(b)+|$', 'a(b)+|$', true],
  ['a]', 'a]', true],
  // The first place where what follows a star fits is the only one that is tried.
  ['*[^x]*c', 'a/c', false],
  ['*[^x]c', 'a/c', true],
  ['[]a]', 'a', undefined],
  ['[^]a]', 'a', undefined],
  ['[', '[', undefined],
  ['a[', 'b', undefined],
  ['[^bc', 'a', undefined],
  ['[-]', '-', undefined],
  ['[a-]', 'a', undefined],
  ['[-a]', 'a', undefined],
  ['[a-b-c]', 'a', undefined],
  ['a\\', 'a', undefined],
];

it.each(cases)('%j and %j: %s', (pattern, path, expected) => {
  expect(new RegExp(`^${pathPatternSyntax}$`, 'u').test(pattern)).toBe(expected !== undefined);
  expect(matchesPath([pattern], path)).toBe(expected === true);
});

describe('several patterns', () => {
  it('match what one of them matches', () => {
    const patterns = ['charts/*', '[', 'app'];
    expect(['app', 'charts/app', 'other', '', '['].map((path) => matchesPath(patterns, path))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('match nothing where there are none', () => {
    expect(matchesPath([], '')).toBe(false);
  });
});

// With a matcher that goes back to try again, none of these would ever end.
it.each([
  ['stars', `${'*a'.repeat(2_000)}*c`, 'a'.repeat(4_000)],
  ['stars and sets', `${'*[ab]'.repeat(2_000)}*c`, 'a'.repeat(4_000)],
  ['a long set', `[${'b-a'.repeat(2_000)}]*`, 'a'.repeat(4_000)],
])('%s take a bounded number of steps', (_, pattern, path) => {
  expect(matchesPath([pattern], path)).toBe(false);
});
