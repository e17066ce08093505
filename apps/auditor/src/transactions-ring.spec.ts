import { expect, it } from 'vitest';
import { transaction } from './http/fixtures.js';
import { TransactionsRing } from './transactions-ring.js';

it.each([
  [0, []],
  [2, ['2', '1']],
  [3, ['3', '2', '1']],
  [8, ['8', '7', '6']],
])('of %i transactions a ring of three keeps the newest', (added, ids) => {
  const ring = new TransactionsRing(3);
  for (let id = 1; id <= added; id += 1) ring.add(transaction({ id: String(id) }));
  expect(ring.find().map(({ id }) => id)).toEqual(ids);
  expect(ring.added).toBe(added);
});

it('a promotion pushes nothing out that was rejected', () => {
  const ring = new TransactionsRing(3);
  ring.add(transaction({ id: 'rejected', verdict: 'REJECTED', reason: 'unknown-tag' }));
  for (let id = 1; id <= 8; id += 1) ring.add(transaction({ id: String(id) }));
  expect(ring.find().map(({ id }) => id)).toEqual(['8', '7', '6', 'rejected']);
  expect(ring.find({ verdict: 'REJECTED' }).map(({ id }) => id)).toEqual(['rejected']);
  expect(ring.find({ limit: 2 }).map(({ id }) => id)).toEqual(['8', '7']);
});
