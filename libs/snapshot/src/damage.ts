import { type Failure, type FailureCode, failureOf } from '@cip/oci';
import { BackupError } from './errors.js';

const damaged: ReadonlySet<FailureCode> = new Set([
  'CONTRADICTION',
  'DIGEST_MISMATCH',
  'INVALID_MANIFEST',
  'NOT_FOUND',
  'TOO_LARGE',
]);

/** Whether what was read is broken or gone. A place that does not answer, or not to us, may be in order. */
export function isDamage(error: unknown): boolean {
  return error instanceof BackupError || tellsDamage(failureOf(error));
}

/** The same of the facts of a failure. */
export function tellsDamage({ code }: Pick<Failure, 'code'>): boolean {
  return damaged.has(code);
}

/** Reads a part of a backup; damage of any kind becomes a {@link BackupError} `broken`, other failures pass. */
export async function orBroken<T>(
  what: string,
  signal: AbortSignal | undefined,
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof BackupError || !isDamage(error)) throw error;
    throw new BackupError('broken', `${what} is broken; use another snapshot`, { cause: error });
  }
}
