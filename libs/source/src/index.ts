export { gitTopLevel } from './git-top-level.js';
export type { ReadOptions } from './read-options.js';
export { type FileLocation, readPlainManifest } from './read-plain-manifest.js';
export { readThinTree, type TreeLocation } from './read-thin-tree.js';
export { SourceError, type SourceErrorCode } from './source-error.js';
