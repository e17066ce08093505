type Listener = (reason: unknown) => void;

interface FanOut {
  readonly listeners: Set<{ readonly listener: Listener }>;
  readonly heard: () => void;
}

/**
 * One signal stands for a whole run, and thousands of requests want to hear it. Adding a listener to a signal takes
 * longer the more it has, so each signal gets one.
 */
const fanOuts = new WeakMap<AbortSignal, FanOut>();

/**
 * Calls `listener` once when the signal aborts, at once if it has; the answer stops listening. The listener must not
 * throw. However many listen, the signal has one event listener, and none when nobody listens.
 */
export function onAbort(signal: AbortSignal | undefined, listener: Listener): () => void {
  if (!signal) return () => undefined;
  if (signal.aborted) {
    listener(signal.reason);
    return () => undefined;
  }
  const { listeners } = fanOuts.get(signal) ?? startListening(signal);
  // Two callers may pass the same function.
  const entry = { listener };
  listeners.add(entry);
  return () => {
    listeners.delete(entry);
    if (listeners.size === 0) stopListening(signal);
  };
}

/** Settles as the promise does, or rejects with the signal's reason as soon as it aborts. */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject: Listener) => {
    const stop = onAbort(signal, reject);
    promise.then(resolve, reject).finally(stop);
  });
}

/** Settles as the promise does, or resolves with `otherwise` as soon as the signal aborts. */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  otherwise: T,
): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject: Listener) => {
    const stop = onAbort(signal, () => {
      resolve(otherwise);
    });
    promise.then(resolve, reject).finally(stop);
  });
}

function startListening(signal: AbortSignal): FanOut {
  const listeners: FanOut['listeners'] = new Set();
  const heard = (): void => {
    fanOuts.delete(signal);
    for (const { listener } of listeners) listener(signal.reason);
    listeners.clear();
  };
  const fanOut = { listeners, heard };
  fanOuts.set(signal, fanOut);
  signal.addEventListener('abort', heard, { once: true });
  return fanOut;
}

/** A listener would keep a signal alive that nobody else holds. */
function stopListening(signal: AbortSignal): void {
  const fanOut = fanOuts.get(signal);
  if (!fanOut) return;
  fanOuts.delete(signal);
  signal.removeEventListener('abort', fanOut.heard);
}
