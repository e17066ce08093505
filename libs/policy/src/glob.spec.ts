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
