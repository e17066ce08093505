import path from 'node:path';
import { orWrongLocation, pathsBelow, readPolicyFile, readTreePolicy } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import { enforcing, type Policy } from '@cip/policy';
import { takeSteps } from '@cip/runtime';
import { readPlainManifest, type ReadOptions, readThinTree } from '@cip/source';
import type { ManifestLocation, PromotionRequest } from './request.js';

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
  const [tree, older] = await orWrongLocation(() =>
    Promise.all([
      readSound(manifests, policyFile, { asStaged: since !== undefined, signal }),
      since === undefined ? undefined : readSound({ ...manifests, revision: since }, policyFile, { signal }),
    ]),
  );
  return { tree, ...(older && { since: older }) };
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

function folderOf(location: ManifestLocation): string {
  return location.kind === 'tree' ? location.directory : path.dirname(location.file);
}
