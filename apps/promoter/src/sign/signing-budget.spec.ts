import { expect, it } from 'vitest';
import { SigningBudget } from './signing-budget.js';

it('lets so many digests be signed', () => {
  const budget = new SigningBudget(2);
  expect([budget.take(), budget.take(), budget.take()]).toEqual([true, true, false]);
});

it('what got nothing keeps no other from being signed', () => {
  const budget = new SigningBudget(1);
  budget.take();
  budget.giveBack();
  expect([budget.take(), budget.take()]).toEqual([true, false]);
});

it('gives up after eight failures in a row', () => {
  const budget = new SigningBudget();
  const failing = (times: number): void => {
    for (let i = 0; i < times; i += 1) {
      budget.take();
      budget.failed();
    }
  };
  failing(7);
  budget.succeeded();
  failing(7);
  expect(budget.isGivenUp).toBe(false);
  failing(1);
  expect([budget.isGivenUp, budget.take()]).toEqual([true, false]);
});
