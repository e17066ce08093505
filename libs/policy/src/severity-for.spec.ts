import { expect, it } from 'vitest';
import { defaultPolicy, type Policy } from './policy.js';
import { movingTag } from './rules/moving-tag.js';
import { severityFor } from './severity-for.js';

const errors = { 'moving-tag': 'error' as const };
const off = { 'moving-tag': 'off' as const };

it.each<[situation: string, policy: Partial<Policy>, severity: string]>([
  ['nothing is configured', {}, 'warning'],
  ['another rule is configured', { rules: { 'tag-conflict': 'off' } }, 'warning'],
  ['the rule is configured', { rules: errors }, 'error'],
  [
    'an override names path and rule',
    { rules: off, overrides: [{ paths: ['a/*'], rules: errors }] },
    'error',
  ],
  ['an override names another path', { rules: off, overrides: [{ paths: ['b/*'], rules: errors }] }, 'off'],
  [
    'an override names another rule',
    { overrides: [{ paths: ['**'], rules: { 'tag-conflict': 'off' } }] },
    'warning',
  ],
  [
    'two overrides differ',
    {
      overrides: [
        { paths: ['**'], rules: errors },
        { paths: ['a/**'], rules: off },
      ],
    },
    'off',
  ],
  [
    'the later of two overrides names another rule',
    {
      overrides: [
        { paths: ['**'], rules: errors },
        { paths: ['**'], rules: {} },
      ],
    },
    'error',
  ],
])('%s', (_situation, policy, severity) => {
  expect(severityFor(movingTag, 'a/b', { ...defaultPolicy, ...policy })).toBe(severity);
});
