import path from 'node:path';
import { UsageError } from '@cip/runtime';
import { directorySource } from './directory-source.js';
import type { ManifestSource } from './manifest-source.js';
import { remoteSource } from './remote-source.js';

/** What the flags of a command say about where manifests are. */
export interface ManifestLocation {
  /** A directory, or the address of a Git repository: with `://`, or as `host:path`. */
  readonly location: string;
  /** Of a Git repository. Default: the HEAD of the remote. */
  readonly branch?: string;
  /** The directory of the tree in the location. Default: the location itself. */
  readonly path?: string;
}

/** True for what git would clone, false for a directory. */
export function isGitUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^[^/\\]+:(?!$)/i.test(location);
}

/** Throws `UsageError` or `SourceError` for what cannot be meant; nothing is read. */
export async function openSource(options: ManifestLocation, signal: AbortSignal): Promise<ManifestSource> {
  const { location, branch, path: inside } = options;
  if (isGitUrl(location)) {
    const named = { ...(branch !== undefined && { branch }), ...(inside !== undefined && { path: inside }) };
    return remoteSource({ url: location, ...named }, signal);
  }
  if (branch === undefined) return directorySource(path.join(location, inside ?? ''));
  const remedy = 'Name the address of a Git repository, or leave the branch out.';
  throw new UsageError(`${location}: a directory has no branch`, remedy);
}
