export { directoryVersion, type DirectoryVersion } from './directory-version.js';
export { cleanRevision } from './git/clean-revision.js';
export { commitFiles } from './git/commit-files.js';
export { revisionBefore } from './git/revision-before.js';
export { gitPlace, type GitPlace } from './git/git-place.js';
export { gitTopLevel } from './git/git-top-level.js';
export { type CommitPlan, type CommitRequest, prepareCommit } from './git/prepare-commit.js';
export {
  folderOf,
  localManifests,
  type LocalManifests,
  readLocalManifests,
  treeIn,
} from './local-manifests.js';
export type { ManifestsKeeper, ManifestState } from './manifests/manifests-keeper.js';
export { type ManifestsOptions, openManifests } from './manifests/open-manifests.js';
export type { ManifestLocation } from './manifests/open-source.js';
export { readConfigurationFiles } from './read-configuration-files.js';
export { readGivenFile, readGivenFileAt } from './read-given-file.js';
export type { ReadOptions } from './read-options.js';
export { type FileLocation, readPlainManifest } from './read-plain-manifest.js';
export { readThinTree, type TreeLocation } from './read-thin-tree.js';
export { readTreeFile } from './read-tree-file.js';
export type { FetchedTree } from './remote/fetched-tree.js';
export { openRemoteTree, type RemoteTree, type RemoteTreeOptions } from './remote/open-remote-tree.js';
export type { RemoteLocation } from './remote/remote-location.js';
export { treeAroundFile, treeAroundFolder } from './tree-around.js';
export { SourceError, type SourceErrorCode } from './source-error.js';
