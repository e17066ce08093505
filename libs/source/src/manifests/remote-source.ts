import type { ManifestTree } from '@cip/manifest';
import { readThinTree } from '../read-thin-tree.js';
import type { FetchedTree } from '../remote/fetched-tree.js';
import { openRemoteTree } from '../remote/open-remote-tree.js';
import type { RemoteLocation } from '../remote/remote-location.js';
import { pathsOf } from './earlier-trees.js';
import { configurationOf } from './configuration-of.js';
import type { ManifestSource } from './manifest-source.js';
import { trustFilesOf } from './trust-files.js';

/** A remote Git repository. Nothing is fetched before the first reading. */
export async function remoteSource(location: RemoteLocation, signal: AbortSignal): Promise<ManifestSource> {
  const remote = await openRemoteTree({ ...location, signal });
  return {
    read: async (known, readingSignal) => {
      const fetched = await remote.update();
      const { revision } = fetched;
      if (revision === known) return { revision, version: revision };
      const options = { cwd: fetched.repository.topLevel, signal: readingSignal };
      const [tree, configuration] = await Promise.all([
        treeOf(fetched, readingSignal),
        configurationOf(fetched, options),
      ]);
      const trustFiles = await trustFilesOf(configuration, fetched, options);
      return { revision, version: revision, tree, configuration, trustFiles };
    },
    before: async function* (revision, broken, readingSignal) {
      for await (const fetched of remote.before(revision, pathsOf(broken)))
        yield treeOf(fetched, readingSignal);
    },
    close: () => remote.close(),
  };
}

/** Reports show paths as they are in the repository. */
function treeOf(fetched: FetchedTree, signal: AbortSignal): Promise<ManifestTree> {
  return readThinTree(fetched, { cwd: fetched.repository.topLevel, signal });
}
