import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ManifestTree } from '@cip/manifest';
import { readPlainManifest, readThinTree } from '@cip/source';
import type { LintRequest } from './request.js';

/** A thin manifest tree or a plain manifest, as it was named on the command line. */
export interface Location {
  readonly kind: 'tree' | 'file';
  readonly given: string;
}

/** What the arguments name; one that is named twice counts once. Whether all can be read is another matter. */
export async function findLocations(paths: readonly string[]): Promise<Location[]> {
  const distinct = new Map(paths.map((given) => [path.resolve(given), given]));
  return Promise.all([...distinct.values()].map(locationOf));
}

async function locationOf(given: string): Promise<Location> {
  const stats = await stat(given).catch(() => undefined);
  // What is only in a Git revision cannot be asked; manifests have this ending.
  const isFile = stats ? !stats.isDirectory() : /\.ya?ml$/.test(given);
  return { kind: isFile ? 'file' : 'tree', given };
}

/** The folder of a tree, or that of a plain manifest, where its configuration is. */
export function folderOf({ kind, given }: Location): string {
  return kind === 'tree' ? given : path.dirname(given);
}

/** Which state of a location: what stands there, which may have to be what Git has staged, or that of a Git revision. */
export type LocationState = { readonly revision: string } | { readonly asStaged: boolean };

/** Reads what is there, or what was in a Git revision. Throws `SourceError`. */
export function readLocation(
  { kind, given }: Location,
  state: LocationState,
  signal: AbortSignal,
): Promise<ManifestTree> {
  const at = 'revision' in state ? { revision: state.revision } : {};
  const options = { signal, ...('asStaged' in state && { asStaged: state.asStaged }) };
  return kind === 'tree'
    ? readThinTree({ directory: given, ...at }, options)
    : readPlainManifest({ file: given, ...at }, options);
}

/** What is linted: the revision that was named, or what stands there. */
export function stateToLint({ revision, base }: Pick<LintRequest, 'revision' | 'base'>): LocationState {
  return revision === undefined ? { asStaged: base !== undefined } : { revision };
}
