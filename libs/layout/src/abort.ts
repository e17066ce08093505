import { setMaxListeners } from 'node:events';

/** Settles as the promise does, or rejects with the signal's reason as soon as it aborts. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  signal.throwIfAborted();
  // One signal stands for a whole run, so many calls listen to it: Node's leak warning would be wrong.
  setMaxListeners(0, signal);
  return new Promise<T>((resolve, reject) => {
    const fail: (reason: unknown) => void = reject;
    const heard = (): void => {
      fail(signal.reason);
    };
    signal.addEventListener('abort', heard, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', heard);
    });
  });
}

/** The stream, which ends with the signal's reason as soon as it aborts, even while it waits for more. */
export async function* untilAborted<T>(
  stream: AsyncIterable<T>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const next = await unlessAborted(iterator.next(), signal);
      ended = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: a generator that hangs does not hear it.
    if (!ended) iterator.return?.().catch(() => undefined);
  }
}
