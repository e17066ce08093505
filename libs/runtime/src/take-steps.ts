import { setImmediate } from 'node:timers/promises';

export interface TakeOptions {
  /** An abort rejects with the signal's reason. Default: all steps are taken. */
  readonly signal?: AbortSignal;
}

// In milliseconds: short beside what people notice, long beside what a turn of the event loop costs.
const longestStretch = 50;

let before: Promise<unknown> = Promise.resolve();

/**
 * Takes the steps of a computation, and attends to signals, timers and I/O every now and then between two of them. While
 * JavaScript computes, the process hears no signal. (The default handling of signals instead, for that time, would be
 * none at all in a container, where the kernel drops what process 1 does not listen to.) There is one computation at a
 * time: two in turns would not be done sooner, and take the memory of both.
 */
export function takeSteps<Result>(
  steps: Iterator<unknown, Result>,
  options: TakeOptions = {},
): Promise<Result> {
  const taken = before.then(() => takeInTurn(steps, options));
  before = taken.catch(() => undefined);
  return taken;
}

async function takeInTurn<Result>(
  steps: Iterator<unknown, Result>,
  { signal }: TakeOptions,
): Promise<Result> {
  signal?.throwIfAborted();
  let since = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (performance.now() - since < longestStretch) continue;
    await setImmediate();
    signal?.throwIfAborted();
    since = performance.now();
  }
}
