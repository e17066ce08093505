import { UsageError } from '@cip/runtime';
import { SourceError } from '@cip/source';

/** Reads manifests; a directory or revision that does not exist is wrong usage: a `SourceError` becomes a `UsageError`. */
export async function orWrongLocation<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new UsageError(`${error.location}: ${error.reason}`, error.remedy);
  }
}
