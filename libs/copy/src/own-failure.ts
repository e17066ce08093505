import { type Descriptor, formatRepositoryName, type Source } from '@cip/oci';
import { CopyError } from './errors.js';

/** From where an image is copied, and what it says of the content that it shares with others. */
export interface Own {
  readonly source: Source;
  readonly blob?: Descriptor;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Does work that several images share, which may have been begun for another one. Where that fails because of the other's
 * source or descriptor, it is done again, until it succeeds or the failure is one's own.
 */
export async function untilOwnFailure<T>(own: Own, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      own.signal?.throwIfAborted();
      if (isOwnFailure(error, own)) throw error;
    }
  }
}

/** Whether this image would have failed in the same way without the others. */
export function isOwnFailure(error: unknown, { source, blob }: Own): boolean {
  if (!(error instanceof CopyError)) return true;
  if (blob && error.subject === blob.digest && error.size !== undefined && error.size !== blob.size)
    return false;
  return error.side === 'destination' || error.repository === formatRepositoryName(source.name);
}
