export { gitTopLevel } from './git-top-level.js';
export { readGivenFile } from './read-given-file.js';
export type { ReadOptions } from './read-options.js';
export { type FileLocation, readPlainManifest } from './read-plain-manifest.js';
export { readThinTree, type TreeLocation } from './read-thin-tree.js';
export { readTreeFile } from './read-tree-file.js';
export { SourceError, type SourceErrorCode } from './source-error.js';
