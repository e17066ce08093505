/** A reading that is over, for metrics. */
export interface FinishedReading {
  /** Milliseconds since the epoch. */
  readonly beganAt: number;
  readonly seconds: number;
  /** Absent: it succeeded. */
  readonly failure?: unknown;
}

export type OnReading = (reading: FinishedReading) => void;

/** Reads, and tells how it went. */
export async function timed<T>(
  read: (beganAt: number) => Promise<T>,
  beganAt: number,
  onReading: OnReading | undefined,
): Promise<T> {
  const start = performance.now();
  const finished = (rest: object): void => {
    onReading?.({ beganAt, seconds: (performance.now() - start) / 1000, ...rest });
  };
  try {
    const result = await read(beganAt);
    finished({});
    return result;
  } catch (failure) {
    finished({ failure });
    throw failure;
  }
}
