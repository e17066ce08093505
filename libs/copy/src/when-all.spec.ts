import { expect, it } from 'vitest';
import { whenAll } from './when-all.js';

it('gives what all of the work gave', async () => {
  expect(await whenAll([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});

it('fails only when nothing is under way any more', async () => {
  let finish = (): void => undefined;
  const slow = new Promise<void>((resolve) => (finish = resolve));
  const outcome: unknown[] = [];
  const all = whenAll([slow, Promise.reject(new Error('broken'))]).catch((error: unknown) =>
    outcome.push(error),
  );
  await Promise.resolve();
  await new Promise(setImmediate);
  expect(outcome).toEqual([]);
  finish();
  await all;
  expect(outcome).toEqual([new Error('broken')]);
});
