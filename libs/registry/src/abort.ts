import { setMaxListeners } from 'node:events';

/** Calls `onAbort` once when the signal aborts, at once if it has; the answer stops listening. */
export function onAbort(signal: AbortSignal | undefined, listener: (reason: unknown) => void): () => void {
  if (!signal) return () => undefined;
  if (signal.aborted) {
    listener(signal.reason);
    return () => undefined;
  }
  const heard = (): void => {
    listener(signal.reason);
  };
  manyListeners(signal).addEventListener('abort', heard, { once: true });
  return () => {
    signal.removeEventListener('abort', heard);
  };
}

/** One signal stands for a whole run, so thousands of requests listen to it: Node's leak warning would be wrong. */
export function manyListeners(signal: AbortSignal): AbortSignal {
  setMaxListeners(0, signal);
  return signal;
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await unlessAborted(over, signal).finally(() => {
    clearTimeout(timer);
  });
}

/** Settles as the promise does, or rejects with the signal's reason as soon as it aborts. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject: (reason: unknown) => void) => {
    const stop = onAbort(signal, reject);
    promise.then(resolve, reject).finally(stop);
  });
}
