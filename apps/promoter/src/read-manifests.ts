import { orWrongLocation, pathsBelow, readConfigurationFile, readTreeConfiguration } from '@cip/cli';
import type { ProjectConfiguration } from '@cip/configuration';
import type { ManifestTree } from '@cip/manifest';
import { enforcing } from '@cip/policy';
import { takeSteps } from '@cip/runtime';
import {
  folderOf,
  type LocalManifests,
  readLocalManifests,
  type ReadOptions,
  revisionBefore,
} from '@cip/source';
import type { PromotionRequest, Since } from './request.js';

/** The manifests as they are to be promoted, and as they were before. */
export interface ReadManifests {
  /** Without what the project's policy refuses. */
  readonly tree: ManifestTree;
  readonly since?: ManifestTree;
  /** What the project has agreed on now. */
  readonly configuration: ProjectConfiguration;
}

/** One tree without what the configuration beside it refuses. */
type SoundManifests = Pick<ReadManifests, 'tree' | 'configuration'>;

/**
 * Reads both trees side by side, each with the policy that it had: what the older one refused was never promoted, so it is
 * asked for when the newer one allows it. Throws `UsageError` when a location or revision does not exist, or the policy cannot be used.
 */
export async function readManifests(
  { manifests, since, policyFile }: Pick<PromotionRequest, 'manifests' | 'since' | 'policyFile'>,
  signal: AbortSignal,
): Promise<ReadManifests> {
  const [now, older] = await orWrongLocation(async () => {
    const revision = await revisionOf(since, manifests, signal);
    return Promise.all([
      readSound(manifests, policyFile, { asStaged: revision !== undefined, signal }),
      revision === undefined ? undefined : readSound({ ...manifests, revision }, policyFile, { signal }),
    ]);
  });
  return { ...now, ...(older && { since: older.tree }) };
}

/** Undefined where the history holds nothing so old: then all is new. */
async function revisionOf(
  since: Since | undefined,
  manifests: LocalManifests,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!since || 'revision' in since) return since?.revision;
  return revisionBefore(folderOf(manifests), since.date, signal);
}

async function readSound(
  location: LocalManifests,
  policyFile: string | undefined,
  options: ReadOptions,
): Promise<SoundManifests> {
  const [tree, configuration] = await Promise.all([
    readLocalManifests(location, options),
    readConfiguration(location, policyFile, options),
  ]);
  const today = new Date().toISOString().slice(0, 10);
  const pathInTree = pathsBelow(folderOf(location));
  const enforced = enforcing(tree, configuration.policy, { pathInTree, today });
  const { signal } = options;
  return { tree: await takeSteps(enforced, { ...(signal && { signal }) }), configuration };
}

function readConfiguration(
  location: LocalManifests,
  file: string | undefined,
  options: ReadOptions,
): Promise<ProjectConfiguration> {
  if (file !== undefined) return readConfigurationFile(file, options);
  const { revision } = location;
  const directory = folderOf(location);
  return readTreeConfiguration({ directory, ...(revision !== undefined && { revision }) }, options);
}
