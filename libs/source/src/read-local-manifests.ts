import type { ManifestTree } from '@cip/manifest';
import type { LocalManifests } from './local-manifests.js';
import type { ReadOptions } from './read-options.js';
import { readPlainManifest } from './read-plain-manifest.js';
import { readThinTree } from './read-thin-tree.js';

/** Reads and parses manifests. Throws `SourceError` like {@link readThinTree} and {@link readPlainManifest}. */
export function readLocalManifests(manifests: LocalManifests, options: ReadOptions): Promise<ManifestTree> {
  return manifests.kind === 'tree' ? readThinTree(manifests, options) : readPlainManifest(manifests, options);
}
