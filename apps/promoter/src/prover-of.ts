import { filesOfTree, openTrust } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import type { Prove } from '@cip/provenance';
import type { ReadOnlyRegistry } from '@cip/registry';
import { folderOf } from '@cip/source';
import type { ReadManifests } from './read-manifests.js';
import type { PromotionRequest } from './request.js';

/** Makes what holds staging images against policies, once registries can be read. */
export type OpenProver = (registry: ReadOnlyRegistry) => Prove;

/**
 * Prepares to hold images against the provenance policies of a tree; undefined where none is in force, so that nothing is
 * read for it. Throws `UsageError` when the trust that the project configures cannot be used.
 */
export async function prepareProver(
  { tree, configuration }: Pick<ReadManifests, 'tree' | 'configuration'>,
  { manifests, ignoreProvenance }: Pick<PromotionRequest, 'manifests' | 'ignoreProvenance'>,
  signal: AbortSignal,
): Promise<OpenProver | undefined> {
  if (ignoreProvenance || !hasPolicies(tree)) return undefined;
  const { revision } = manifests;
  const location = { directory: folderOf(manifests), ...(revision !== undefined && { revision }) };
  const trust = await openTrust(configuration.trust ?? { keys: [] }, filesOfTree(location, { signal }));
  const { createProver } = await import('@cip/signing');
  return (registry) => createProver({ trust, repository: (name) => registry.repository(name), signal });
}

function hasPolicies({ manifests }: ManifestTree): boolean {
  return manifests.some(({ provenance }) => provenance !== undefined);
}
