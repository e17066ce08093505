import { expect, it } from 'vitest';
import { endingExceptions } from './ending-exceptions.js';
import { defaultPolicy } from './policy.js';

it.each([
  ['yesterday', '2026-12-19', false],
  ['today', '2026-12-20', true],
  ['in 14 days, next year', '2027-01-03', true],
  ['in 15 days', '2027-01-04', false],
])('an exception that ends %s: %s', (_, expires, isEnding) => {
  const exception = { rule: 'tag-moved', paths: ['a'], reason: 'agreed', expires } as const;
  const policy = { ...defaultPolicy, exceptions: [exception] };
  expect(endingExceptions(policy, '2026-12-20')).toEqual(isEnding ? [exception] : []);
});
