import { setMaxListeners } from 'node:events';

/** Settles as the promise does, or resolves with `otherwise` as soon as the signal aborts. */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  otherwise: T,
): Promise<T> {
  if (!signal) return promise;
  if (signal.aborted) return otherwise;
  // One signal may stand for the whole service, and so for thousands of messages.
  setMaxListeners(0, signal);
  return new Promise<T>((resolve, reject: (reason: unknown) => void) => {
    const stop = (): void => {
      resolve(otherwise);
    };
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
