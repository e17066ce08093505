import { orWrongLocation, pathsBelow, readPolicyFile, readTreePolicy } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import { enforcing, type Policy } from '@cip/policy';
import { takeSteps } from '@cip/runtime';
import { readPlainManifest, type ReadOptions, readThinTree, revisionBefore } from '@cip/source';
import { folderOf } from './manifest-location.js';
import type { ManifestLocation, PromotionRequest, Since } from './request.js';

/** The manifests as they are to be promoted, and as they were before. */
export interface ReadManifests {
  /** Without what the project's policy refuses. */
  readonly tree: ManifestTree;
  readonly since?: ManifestTree;
}

/**
 * Reads both trees side by side, each with the policy that it had: what the older one refused was never promoted, so it is
 * asked for when the newer one allows it. Throws `UsageError` when a location or revision does not exist, or the policy cannot be used.
 */
export async function readManifests(
  { manifests, since, policyFile }: Pick<PromotionRequest, 'manifests' | 'since' | 'policyFile'>,
  signal: AbortSignal,
): Promise<ReadManifests> {
  const [tree, older] = await orWrongLocation(async () => {
    const revision = await revisionOf(since, manifests, signal);
    return Promise.all([
      readSound(manifests, policyFile, { asStaged: revision !== undefined, signal }),
      revision === undefined ? undefined : readSound({ ...manifests, revision }, policyFile, { signal }),
    ]);
  });
  return { tree, ...(older && { since: older }) };
}

/** Undefined where the history holds nothing so old: then all is new. */
async function revisionOf(
  since: Since | undefined,
  manifests: ManifestLocation,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (!since || 'revision' in since) return since?.revision;
  return revisionBefore(folderOf(manifests), since.date, signal);
}

async function readSound(
  location: ManifestLocation,
  policyFile: string | undefined,
  options: ReadOptions,
): Promise<ManifestTree> {
  const [tree, policy] = await Promise.all([
    readAt(location, options),
    readPolicy(location, policyFile, options),
  ]);
  const today = new Date().toISOString().slice(0, 10);
  const enforced = enforcing(tree, policy, { pathInTree: pathsBelow(folderOf(location)), today });
  const { signal } = options;
  return takeSteps(enforced, { ...(signal && { signal }) });
}

function readAt(location: ManifestLocation, options: ReadOptions): Promise<ManifestTree> {
  return location.kind === 'tree' ? readThinTree(location, options) : readPlainManifest(location, options);
}

function readPolicy(
  location: ManifestLocation,
  file: string | undefined,
  options: ReadOptions,
): Promise<Policy> {
  if (file !== undefined) return readPolicyFile(file, options);
  const { revision } = location;
  const directory = folderOf(location);
  return readTreePolicy({ directory, ...(revision !== undefined && { revision }) }, options);
}
