import { orWrongLocation } from '@cip/cli';
import { ExpectedError } from '@cip/runtime';
import { SourceError } from '@cip/source';

/** What does not exist is wrong usage; what cannot be reached now may be there later. */
export function orReason<T>(act: () => Promise<T>): Promise<T> {
  return orWrongLocation(async () => {
    try {
      return await act();
    } catch (error) {
      const isPassing = error instanceof SourceError && ['UNREACHABLE', 'GIT_FAILED'].includes(error.code);
      if (!isPassing) throw error;
      throw new ExpectedError(`${error.location}: ${error.reason}`, error.remedy);
    }
  });
}
