import { expect, it } from 'vitest';
import { mayBeStrangers } from './may-be-strangers.js';

it.each([
  [{}, false],
  [{ CI: 'false' }, false],
  [{ CI: '' }, false],
  [{ CI: 'true' }, true],
  [{ CI: 'woodpecker' }, true],
  [{ CI: 'true', JOB_TYPE: 'periodic' }, false],
  [{ CI: 'true', JOB_TYPE: 'postsubmit' }, false],
  [{ JOB_TYPE: 'presubmit' }, true],
  [{ JOB_TYPE: 'batch' }, true],
  [{ CI: 'true', JOB_TYPE: 'something' }, true],
])('%j: %s', (env, expected) => {
  expect(mayBeStrangers(env)).toBe(expected);
});
