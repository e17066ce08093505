import type { Failure } from '@cip/oci';
import type { Side } from '@cip/plan';

/** What is being done, as in `pushing manifest`, to what, and in which repository. */
export interface Task {
  readonly operation: string;
  readonly subject: string;
  readonly repository: string;
  /** In bytes, as the image that is copied says; of blobs. */
  readonly size?: number;
}

/** A copy that failed: on which side, doing what, to what. The reason of the registry is the `cause`. */
export class CopyError extends Error {
  readonly code = 'COPY_FAILED';
  readonly operation: string;
  readonly subject: string;
  readonly repository: string;
  readonly size: number | undefined;

  constructor(
    readonly side: Side,
    { operation, subject, repository, size }: Task,
    override readonly cause: unknown,
  ) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`${operation} ${subject} (${side} ${repository}): ${why}`);
    this.name = 'CopyError';
    this.operation = operation;
    this.subject = subject;
    this.repository = repository;
    this.size = size;
  }
}

/** What a destination showed after the write is not what was written. */
export class VerificationError extends Error {
  readonly code = 'NOT_VERIFIED';
  readonly failure: Failure;

  constructor(
    readonly reference: string,
    readonly wanted: string,
    readonly found: string | undefined,
  ) {
    const reason = `${reference} was written as ${wanted}, but reads as ${found ?? 'not there'}`;
    const remedy = 'look at the registry before the next run';
    super(`${reason}; ${remedy}`);
    this.failure = { code: 'CONTRADICTION', host: reference.split('/', 1).join(''), reason, remedy };
    this.name = 'VerificationError';
  }
}

/** Runs one operation on one side; whatever it throws becomes a {@link CopyError}. */
export async function onSide<T>(side: Side, task: Task, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CopyError) throw error;
    throw new CopyError(side, task, error);
  }
}

/**
 * A manifest that its source does not give away, whoever asks and how often: it is not there, of a form that is no longer
 * taken, or contradicts itself or what it refers to.
 */
export class UncopyableError extends Error {
  readonly failure: Failure;

  constructor(
    readonly code: 'ABSENT' | 'SCHEMA_1' | 'CONTRADICTION',
    reason: string,
    remedy?: string,
  ) {
    super(remedy === undefined ? reason : `${reason}; ${remedy}`);
    this.failure = { code: failureCode[code], reason, ...(remedy !== undefined && { remedy }) };
    this.name = 'UncopyableError';
  }
}

const failureCode = {
  ABSENT: 'NOT_FOUND',
  SCHEMA_1: 'INVALID_MANIFEST',
  CONTRADICTION: 'INVALID_MANIFEST',
} as const;
