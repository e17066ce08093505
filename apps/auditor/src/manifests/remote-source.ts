import path from 'node:path';
import { openRemoteTree, readThinTree, type RemoteLocation } from '@cip/source';
import type { ManifestSource } from './manifest-source.js';

/** A remote Git repository. Nothing is fetched before the first reading. */
export async function remoteSource(location: RemoteLocation, signal: AbortSignal): Promise<ManifestSource> {
  const remote = await openRemoteTree({ ...location, signal });
  return {
    read: async (known, readingSignal) => {
      const { directory, topLevel, revision } = await remote.update();
      if (revision === known) return { revision, version: revision };
      // Reports show paths as they are in the repository.
      const location = { directory: path.relative(topLevel, directory) || '.' };
      const tree = await readThinTree(location, { cwd: topLevel, signal: readingSignal });
      return { revision, version: revision, tree };
    },
    close: () => remote.close(),
  };
}
