import { orWrongLocation, pathsBelow, readConfigurationFile, readTreeConfiguration } from '@cip/cli';
import type { ProjectConfiguration } from '@cip/configuration';
import { emptyTree, type ManifestTree } from '@cip/manifest';
import type { PathInTree, Policy } from '@cip/policy';
import { folderOf, localManifests, type LocalManifests, readLocalManifests, SourceError } from '@cip/source';

/** The manifests of one place as they stand, with what the project has agreed on. */
export interface FoundManifests {
  readonly location: LocalManifests;
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
    const location = localManifests(given);
    const folder = folderOf(location);
    const options = { signal };
    const [tree, configuration] = await Promise.all([
      readLocalManifests(location, options).catch((error: unknown) => orEmpty(error, orNone)),
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
