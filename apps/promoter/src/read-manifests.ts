import path from 'node:path';
import { orWrongLocation, readPolicyFile, readTreePolicy } from '@cip/cli';
import type { ManifestTree } from '@cip/manifest';
import { enforce, type Policy } from '@cip/policy';
import { readPlainManifest, readThinTree } from '@cip/source';
import type { ManifestLocation, PromotionRequest } from './request.js';

/** The manifests as they are to be promoted, and as they were before. */
export interface ReadManifests {
  /** Without what the project's policy refuses. */
  readonly tree: ManifestTree;
  readonly since?: ManifestTree;
}

/**
 * Reads both trees and the policy side by side. The policy is held against the newer tree only: what was promoted is not
 * asked for again. Throws `UsageError` when a location or revision does not exist, or the policy cannot be used.
 */
export async function readManifests(
  { manifests, since, policyFile }: Pick<PromotionRequest, 'manifests' | 'since' | 'policyFile'>,
  signal: AbortSignal,
): Promise<ReadManifests> {
  const [tree, policy, older] = await orWrongLocation(() =>
    Promise.all([
      readAt(manifests, signal),
      readPolicy(manifests, policyFile, signal),
      since === undefined ? undefined : readAt({ ...manifests, revision: since }, signal),
    ]),
  );
  const today = new Date().toISOString().slice(0, 10);
  const sound = enforce(tree, policy, { root: rootOf(manifests), today });
  return { tree: sound, ...(older && { since: older }) };
}

function readAt(location: ManifestLocation, signal: AbortSignal): Promise<ManifestTree> {
  return location.kind === 'tree'
    ? readThinTree(location, { signal })
    : readPlainManifest(location, { signal });
}

function readPolicy(
  location: ManifestLocation,
  file: string | undefined,
  signal: AbortSignal,
): Promise<Policy> {
  if (file !== undefined) return readPolicyFile(file, { signal });
  const { revision } = location;
  const directory = folderOf(location);
  return readTreePolicy({ directory, ...(revision !== undefined && { revision }) }, { signal });
}

/** The folder that paths of a policy are relative to, as the files of reports begin. */
function rootOf(location: ManifestLocation): string {
  return path.relative('', folderOf(location)).split(path.sep).join('/');
}

function folderOf(location: ManifestLocation): string {
  return location.kind === 'tree' ? location.directory : path.dirname(location.file);
}
