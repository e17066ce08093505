import { orWrongLocation, pathsBelow, readConfigurationFile, readTreeConfiguration } from '@cip/cli';
import type { ProjectConfiguration } from '@cip/configuration';
import { emptyTree, type ManifestTree } from '@cip/manifest';
import type { PathInTree, Policy } from '@cip/policy';
import { readPlainManifest, readThinTree, SourceError } from '@cip/source';
import { folderOf, locationOf } from '../manifest-location.js';
import type { ManifestLocation } from '../request.js';

/** The manifests of one place as they stand, with what the project has agreed on. */
export interface FoundManifests {
  readonly location: ManifestLocation;
  /** Of the tree, or the one that a plain manifest lies in. */
  readonly folder: string;
  readonly tree: ManifestTree;
  readonly policy: Policy;
  readonly configuration: ProjectConfiguration;
  readonly pathInTree: PathInTree;
}

interface ReadingOptions {
  /** The configuration to use, instead of the one beside the manifests. */
  readonly policyFile?: string | undefined;
  readonly signal: AbortSignal;
  /** A directory without manifests is an empty tree. Default: it is none. */
  readonly orNone?: boolean;
}

/** Reads a thin manifest tree, by its directory, or a plain manifest. Throws `UsageError` for what is neither. */
export async function readLocation(
  given: string,
  { policyFile, signal, orNone = false }: ReadingOptions,
): Promise<FoundManifests> {
  return orWrongLocation(async () => {
    const location = locationOf(given);
    const folder = folderOf(location);
    const options = { signal };
    const [tree, configuration] = await Promise.all([
      (location.kind === 'tree'
        ? readThinTree(location, options)
        : readPlainManifest(location, options)
      ).catch((error: unknown) => orEmpty(error, orNone)),
      policyFile === undefined
        ? readTreeConfiguration({ directory: folder }, options)
        : readConfigurationFile(policyFile, options),
    ]);
    const { policy } = configuration;
    return { location, folder, tree, policy, configuration, pathInTree: pathsBelow(folder) };
  });
}

function orEmpty(error: unknown, orNone: boolean): ManifestTree {
  if (orNone && error instanceof SourceError && error.code === 'NOT_A_TREE') return emptyTree;
  throw error;
}
