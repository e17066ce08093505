import { expect, it } from 'vitest';
import { whyNotATagPattern } from './tag-pattern.js';

it.each([
  '^stable$',
  '-rc\\.\\d+$',
  '^release-.*$',
  '^v\\d+(?:\\.\\d+)?$',
  '^(?:stable|edge)(?:-[a-z]+)?$',
  '^[a-z]{2,5}$',
  '^[*+?]$',
])('%s is a pattern of tags', (source) => {
  expect(whyNotATagPattern(source)).toBeUndefined();
});

it.each([
  ['(', 'Unterminated group'],
  ['a'.repeat(201), 'more than 200 characters'],
  ['(a+)+$', 'repeats a group'],
  ['(a|a)*$', 'repeats a group'],
  ['(?:a?){40}', 'repeats a group'],
  ['((?:ab)*c)*', 'repeats a group'],
  ['.*.*.*.*x', 'more than 3 repetitions'],
  [`${'a?'.repeat(30)}${'a'.repeat(30)}`, 'more than 8 optional parts'],
  ['(.)\\1', 'refers to what it has matched'],
  ['(?<!a)b', 'refers to what it has matched, or looks behind'],
])('%s is none', (source, reason) => {
  expect(whyNotATagPattern(source)).toContain(reason);
});
