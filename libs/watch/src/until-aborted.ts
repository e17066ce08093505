import { onAbort } from '@cip/oci';

/** Settles as the promise does, or resolves with `otherwise` as soon as the signal aborts. */
export async function untilAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  otherwise: T,
): Promise<T> {
  if (!signal) return promise;
  return new Promise<T>((resolve, reject: (reason: unknown) => void) => {
    const stop = onAbort(signal, () => {
      resolve(otherwise);
    });
    promise.then(resolve, reject).finally(stop);
  });
}
