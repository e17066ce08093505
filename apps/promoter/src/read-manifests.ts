import { orWrongLocation } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import { readPlainManifest, readThinTree } from '@cip/source';
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
  const [tree, older] = await orWrongLocation(() =>
    Promise.all([
      readAt(location, signal),
      since === undefined ? undefined : readAt({ ...location, revision: since }, signal),
    ]),
  );
  return older ? { tree, since: older } : { tree };
}

function readAt(location: ManifestLocation, signal: AbortSignal): Promise<ManifestTree> {
  return location.kind === 'tree'
    ? readThinTree(location, { signal })
    : readPlainManifest(location, { signal });
}
