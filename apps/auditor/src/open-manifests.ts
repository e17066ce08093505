import { openTrust, orWrongLocation } from '@cip/cli';
import { ExpectedError } from '@cip/runtime';
import { type ManifestsKeeper, type ManifestsOptions, openManifests, SourceError } from '@cip/source';

/**
 * Reads the manifests of a command, with the trust that they configure, and keeps them fresh. Rejects with `UsageError` for a location that does not exist,
 * with `ExpectedError` for one that cannot be reached now and may be there later.
 */
export function openManifestsOf(options: ManifestsOptions): Promise<ManifestsKeeper> {
  return orWrongLocation(async () => {
    try {
      return await openManifests({ ...options, openTrust });
    } catch (error) {
      const isPassing = error instanceof SourceError && ['UNREACHABLE', 'GIT_FAILED'].includes(error.code);
      if (!isPassing) throw error;
      throw new ExpectedError(`${error.location}: ${error.reason}`, error.remedy);
    }
  });
}
