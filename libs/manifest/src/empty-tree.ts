import type { ManifestTree } from './promotion-manifest.js';

/** A tree in which nothing is promoted. */
export const emptyTree: ManifestTree = { manifests: [], problems: [], files: [], unknownFiles: [] };
