import { expect, it } from 'vitest';
import { takeSteps } from './take-steps.js';

function compute(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

function* steps<Result>(amount: number, result: Result, onStep: () => void = () => undefined) {
  for (let i = 0; i < amount; i++) {
    onStep();
    yield;
  }
  return result;
}

it('takes all steps, and answers with the result', async () => {
  let taken = 0;
  expect(await takeSteps(steps(1_000, 'done', () => taken++))).toBe('done');
  expect(taken).toBe(1_000);
});

it('lets the process do other things in between', async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await takeSteps(
    steps(4, '', () => {
      compute(60);
    }),
  );
  clearInterval(timer);
  expect(turns).toBeGreaterThanOrEqual(3);
});

it('rejects with the reason of an abort, and takes no more steps', async () => {
  const controller = new AbortController();
  let taken = 0;
  const running = takeSteps(
    steps(1_000, '', () => {
      compute(60);
      if (++taken === 2) controller.abort(new Error('enough'));
    }),
    { signal: controller.signal },
  );
  await expect(running).rejects.toThrow('enough');
  expect(taken).toBe(2);
});

it('takes the steps of one computation after those of another', async () => {
  const taken: string[] = [];
  const one = takeSteps(
    steps(3, '', () => {
      compute(60);
      taken.push('one');
    }),
  );
  const other = takeSteps(
    steps(3, '', () => {
      compute(60);
      taken.push('other');
    }),
  );
  await Promise.all([one, other]);
  expect(taken).toEqual(['one', 'one', 'one', 'other', 'other', 'other']);
});

it('goes on with the next computation after one that failed', async () => {
  const failing = takeSteps(
    steps(1, '', () => {
      throw new Error('broken');
    }),
  );
  const next = takeSteps(steps(1, 'done'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
