import { readThinTree } from '../read-thin-tree.js';
import { openRemoteTree } from '../remote/open-remote-tree.js';
import type { RemoteLocation } from '../remote/remote-location.js';
import type { ManifestSource } from './manifest-source.js';

/** A remote Git repository. Nothing is fetched before the first reading. */
export async function remoteSource(location: RemoteLocation, signal: AbortSignal): Promise<ManifestSource> {
  const remote = await openRemoteTree({ ...location, signal });
  return {
    read: async (known, readingSignal) => {
      const fetched = await remote.update();
      const { revision } = fetched;
      if (revision === known) return { revision, version: revision };
      // Reports show paths as they are in the repository.
      const cwd = fetched.repository.topLevel;
      const tree = await readThinTree(fetched, { cwd, signal: readingSignal });
      return { revision, version: revision, tree };
    },
    close: () => remote.close(),
  };
}
