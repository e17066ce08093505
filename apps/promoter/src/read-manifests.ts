import type { ManifestTree } from '@cip/manifest';
import { UsageError } from '@cip/runtime';
import { readPlainManifest, readThinTree, SourceError } from '@cip/source';
import type { ManifestLocation } from './request.js';

/** The manifests as they are to be promoted, and as they were before. */
export interface ReadManifests {
  readonly tree: ManifestTree;
  readonly since?: ManifestTree;
}

/** Reads both trees side by side. Throws `UsageError` when a location or revision does not exist. */
export async function readManifests(
  location: ManifestLocation,
  since: string | undefined,
  signal: AbortSignal,
): Promise<ReadManifests> {
  try {
    const [tree, older] = await Promise.all([
      readAt(location, signal),
      since === undefined ? undefined : readAt({ ...location, revision: since }, signal),
    ]);
    return older ? { tree, since: older } : { tree };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    throw new UsageError(`${error.location}: ${error.reason}`, error.remedy);
  }
}

function readAt(location: ManifestLocation, signal: AbortSignal): Promise<ManifestTree> {
  return location.kind === 'tree'
    ? readThinTree(location, { signal })
    : readPlainManifest(location, { signal });
}
