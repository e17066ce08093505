import { describeError } from '@cip/oci';
import type { ManifestsKeeper, ManifestState } from '@cip/source';

export interface FreshOptions {
  readonly manifests: ManifestsKeeper;
  /** Milliseconds that anybody waits for them; default 45 seconds. */
  readonly manifestsWithin?: number;
  readonly signal?: AbortSignal;
}

/**
 * Manifests whose reading began at or after a time (milliseconds since the epoch), or the reason why there are none. A
 * Git server that hangs must not leave a change without an answer. Rejects only on abort.
 */
export async function freshManifests(
  time: number,
  { manifests, manifestsWithin = 45_000, signal }: FreshOptions,
): Promise<ManifestState | string> {
  if (manifests.current.readAt >= time) return manifests.current;
  const late = AbortSignal.timeout(manifestsWithin);
  try {
    return await manifests.since(time, { signal: signal ? AbortSignal.any([signal, late]) : late });
  } catch (error) {
    signal?.throwIfAborted();
    if (late.aborted) return `reading them takes longer than ${manifestsWithin / 1000} seconds`;
    return describeError(error);
  }
}
