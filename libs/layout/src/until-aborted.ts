import { unlessAborted } from '@cip/oci';

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
