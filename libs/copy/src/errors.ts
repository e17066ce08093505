/** A copy that failed: on which side, doing what, to what. The reason of the registry is the `cause`. */
export class CopyError extends Error {
  readonly code = 'COPY_FAILED';

  constructor(
    readonly side: 'source' | 'destination',
    readonly operation: string,
    readonly repository: string,
    override readonly cause: unknown,
  ) {
    super(`${operation} (${side} ${repository}): ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = 'CopyError';
  }
}

/** What a destination showed after the write is not what was written. */
export class VerificationError extends Error {
  readonly code = 'NOT_VERIFIED';

  constructor(
    readonly reference: string,
    readonly wanted: string,
    readonly found: string | undefined,
  ) {
    super(
      `${reference} was written as ${wanted}, but reads as ${found ?? 'not there'}; look at the registry before the next run`,
    );
    this.name = 'VerificationError';
  }
}

/** Runs one operation on one side; whatever it throws becomes a {@link CopyError}. */
export async function onSide<T>(
  side: 'source' | 'destination',
  operation: string,
  repository: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CopyError) throw error;
    throw new CopyError(side, operation, repository, error);
  }
}

/** A manifest that its source does not give away, whoever asks and how often: it is not there, or of a form that is no longer taken. */
export class UncopyableError extends Error {
  constructor(
    readonly code: 'ABSENT' | 'SCHEMA_1',
    message: string,
  ) {
    super(message);
    this.name = 'UncopyableError';
  }
}
