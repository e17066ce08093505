import { expect, it } from 'vitest';
import { changeSince } from './change-since.js';
import { subproject, treeOf } from './example-tree.fixture.js';
import { asShown } from './path-in-tree.js';
import { defaultPolicy, type Exception, type Policy } from './policy.js';

const file = (digest: string): Record<string, string> =>
  subproject(
    'tools',
    ['eu.gcr.io/prod/tools'],
    `- name: hammer\n  dmap:\n    "${digest}": ["v1"]\n    "sha256:2b…": ["v2"]\n`,
  );
const older = treeOf(file('sha256:1a…'));
const broken = treeOf(file('sha256:00'));

const exception: Exception = {
  rule: 'digest-format',
  paths: ['images/**'],
  reason: 'old',
  expires: '2030-01-31',
};

it.each<[string, Partial<Policy>, string, number]>([
  ['an error hides what it may be about', {}, '', 0],
  ['a warning does not', { rules: { 'digest-format': 'warning' } }, '', 1],
  ['nor does a rule that is off', { rules: { 'digest-format': 'off' } }, '', 1],
  [
    'nor one that is off for the path',
    { overrides: [{ paths: ['images/**'], rules: { 'digest-format': 'off' } }] },
    '',
    1,
  ],
  ['nor what reviewers agreed to', { exceptions: [exception] }, '2030-01-31', 1],
  ['until that expires', { exceptions: [exception] }, '2030-02-01', 0],
])('%s', (_, policy, today, lost) => {
  const judgement = { policy: { ...defaultPolicy, ...policy }, pathInTree: asShown, today };
  expect(changeSince(older, broken, judgement).removedDigests).toHaveLength(lost);
});
