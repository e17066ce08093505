import { expect, it } from 'vitest';
import { envName, isSwitchedOn, wantsColor } from './environment.js';
import { prowEnvironment } from './prow-environment.js';

it.each([
  ['--retry-deadline', 'CIP_RETRY_DEADLINE'],
  ['-o, --output <file>', 'CIP_OUTPUT'],
  ['--no-color', 'CIP_NO_COLOR'],
])('mirrors %s in %s', (flags, name) => {
  expect(envName(flags)).toBe(name);
});

it('has no name for a short flag', () => {
  expect(() => envName('-o')).toThrow('no long flag in "-o"');
});

it.each([
  [undefined, false],
  ['', false],
  ['0', false],
  ['false', false],
  ['No', false],
  ['1', true],
  ['TRUE', true],
])('takes CIP_CONFIRM=%s for %s', (value, expected) => {
  expect(isSwitchedOn({ CIP_CONFIRM: value }, '--confirm')).toBe(expected);
});

it('refuses a switch that is neither on nor off', () => {
  expect(() => isSwitchedOn({ CIP_CONFIRM: 'maybe' }, '--confirm')).toThrow(
    'CIP_CONFIRM: "maybe" is neither true nor false',
  );
});

it.each([
  ['a terminal', {}, true, undefined, true],
  ['a file', {}, false, undefined, false],
  ['NO_COLOR', { NO_COLOR: '1' }, true, undefined, false],
  ['a terminal that knows none', { TERM: 'dumb' }, true, undefined, false],
  ['the flag on a file', {}, false, true, true],
  ['the other flag on a terminal', {}, true, false, false],
] as const)('decides about colours for %s', (_, env, isTTY, flag, expected) => {
  expect(wantsColor(env, { isTTY }, flag)).toBe(expected);
});

it.each([
  ['presubmit', { jobType: 'presubmit', artifacts: '/logs/artifacts', pullBaseSha: 'abc' }],
  ['batch', { jobType: 'batch', artifacts: '/logs/artifacts', pullBaseSha: 'abc' }],
  ['postsubmit', { jobType: 'postsubmit', artifacts: '/logs/artifacts' }],
  ['periodic', { jobType: 'periodic', artifacts: '/logs/artifacts' }],
  ['something else', { artifacts: '/logs/artifacts' }],
])('reads what Prow says in a %s', (jobType, expected) => {
  const env = { JOB_TYPE: jobType, ARTIFACTS: '/logs/artifacts', PULL_BASE_SHA: 'abc' };
  expect(prowEnvironment(env)).toEqual(expected);
});

it('takes empty variables of Prow for absent ones', () => {
  expect(prowEnvironment({ JOB_TYPE: 'presubmit', ARTIFACTS: '', PULL_BASE_SHA: '' })).toEqual({
    jobType: 'presubmit',
  });
});
