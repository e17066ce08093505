import type { TrustRoot } from '@cip/signing';
import { expect, it } from 'vitest';
import { fetchedAgain } from './fetched-again.js';

const minute = 60_000;
const day = 24 * 60 * minute;
const missing = { missing: 'no network' };
const material = (name: string): TrustRoot => ({ name }) as unknown as TrustRoot;

it.each<[string, readonly TrustRoot[], readonly number[], readonly TrustRoot[]]>([
  ['is fetched once', [material('a')], [0, 0, day - 1], [material('a'), material('a'), material('a')]],
  [
    'that could not be fetched is fetched again after a minute',
    [missing, material('a')],
    [0, minute - 1, minute],
    [missing, missing, material('a')],
  ],
  [
    'is fetched again after a day',
    [material('a'), material('b')],
    [0, day, day],
    [material('a'), material('b'), material('b')],
  ],
  [
    'stays in use when it cannot be fetched again',
    [material('a'), missing, material('b')],
    [0, day, 2 * day - 1, 2 * day],
    [material('a'), material('a'), material('a'), material('b')],
  ],
])('a trust root %s', async (_, answers, times, expected) => {
  const left = [...answers];
  let now = 0;
  const root = fetchedAgain(
    () => Promise.resolve(left.shift() ?? expect.fail('it was fetched too often')),
    () => now,
  );
  const found: TrustRoot[] = [];
  for (const time of times) {
    now = time;
    found.push(await root());
  }
  expect(found).toEqual(expected);
});

it('is fetched once for all who ask at a time', async () => {
  let fetched = 0;
  const root = fetchedAgain(
    () => Promise.resolve((fetched += 1) === 1 ? missing : material('a')),
    () => now,
  );
  let now = 0;
  await root();
  now = minute;
  await Promise.all([root(), root(), root()]);
  expect(fetched).toBe(2);
});
