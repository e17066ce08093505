/** The reason for a report; an abort is none and is thrown on. */
export function reasonOf(error: unknown, signal: AbortSignal | undefined): string {
  signal?.throwIfAborted();
  return error instanceof Error ? error.message : String(error);
}
