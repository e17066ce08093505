import { expect, it } from 'vitest';
import { Attempts } from './attempts.js';

function failing(times: number): () => Promise<string> {
  let left = times;
  return () => (left-- > 0 ? Promise.reject(new Error(`failure ${left}`)) : Promise.resolve('done'));
}

it.each([
  ['succeeds', 0, 'done', [], false],
  ['fails once', 1, 'done', ['failure 0'], false],
  ['fails twice', 2, undefined, ['failure 1', 'failure 0'], true],
])('a run that %s', async (_, times, result, failures, isGivenUp) => {
  const attempts = new Attempts();
  expect(await attempts.run(failing(times))).toBe(result);
  expect(attempts).toMatchObject({ failures, isGivenUp });
});

it('after a run that failed twice there is no other', async () => {
  const attempts = new Attempts();
  await attempts.run(failing(2));
  expect(await attempts.run(failing(0))).toBeUndefined();
});
