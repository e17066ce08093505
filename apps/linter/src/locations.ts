import path from 'node:path';
import type { ManifestTree } from '@cip/manifest';
import { localManifests, type LocalManifests, readLocalManifests } from '@cip/source';
import type { LintRequest } from './request.js';

export { folderOf } from '@cip/source';

/** A thin manifest tree or a plain manifest, as it was named on the command line. */
export type Location = LocalManifests;

/** What the arguments name; one that is named twice counts once. Whether all can be read is another matter. */
export function findLocations(paths: readonly string[]): Location[] {
  const distinct = new Map(paths.map((given) => [path.resolve(given), given]));
  return [...distinct.values()].map(localManifests);
}

/** Which state of a location: what stands there, which may have to be what Git has staged, or that of a Git revision. */
export type LocationState = { readonly revision: string } | { readonly asStaged: boolean };

/** Reads what is there, or what was in a Git revision. Throws `SourceError`. */
export function readLocation(
  location: Location,
  state: LocationState,
  signal: AbortSignal,
): Promise<ManifestTree> {
  return 'revision' in state
    ? readLocalManifests({ ...location, revision: state.revision }, { signal })
    : readLocalManifests(location, { signal, asStaged: state.asStaged });
}

/** What is linted: the revision that was named, or what stands there. */
export function stateToLint({ revision, base }: Pick<LintRequest, 'revision' | 'base'>): LocationState {
  return revision === undefined ? { asStaged: base !== undefined } : { revision };
}
