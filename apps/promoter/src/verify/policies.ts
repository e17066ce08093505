import path from 'node:path';
import { statSync } from 'node:fs';
import { filesOfTree, givenFiles, openTrust, orWrongLocation } from '@cip/cli';
import { defaultConfiguration, type ProjectConfiguration, trustIn } from '@cip/configuration';
import { emptyTree, type ManifestTree } from '@cip/manifest';
import { desiredState } from '@cip/plan';
import { AppliedPolicies } from '@cip/provenance';
import { UsageError } from '@cip/runtime';
import type { Trust } from '@cip/signing';
import { folderOf, localManifests, type LocalManifests, treeAroundFile, treeAroundFolder } from '@cip/source';
import { readManifests } from '../read-manifests.js';
import { type PromotionChecks, promotionChecks } from './check-promotion.js';
import { type NamedPolicy, nameAnywhere, named } from './named-policy.js';
import type { VerifyRequest } from './verify-request.js';

/** What images are held against. */
export interface Policies {
  readonly tree: ManifestTree;
  readonly configuration: ProjectConfiguration;
  readonly trust: Trust;
  /** The policies of an image of a repository with its registry. */
  readonly of: (repository: string) => readonly NamedPolicy[];
  /** What the project signs; absent where that is nothing, and where flags say whom to trust. */
  readonly promotions?: PromotionChecks;
}

/** Reads policies and trust. Throws `UsageError` when they cannot be used. */
export function readPolicies(request: VerifyRequest, signal: AbortSignal): Promise<Policies> {
  return orWrongLocation(() => policiesOf(request, signal));
}

async function policiesOf(request: VerifyRequest, signal: AbortSignal): Promise<Policies> {
  const { policyFrom, manifests: around, policyFile } = request;
  const given = policyFrom === undefined ? undefined : await subprojectAt(policyFrom);
  const manifests = given?.manifests ?? around;
  if (!manifests) {
    const trust = await openTrust(request.trust ?? { keys: [] }, givenFiles({ signal }));
    return { tree: emptyTree, configuration: defaultConfiguration, trust, of: () => [] };
  }
  const read = await readManifests({ manifests, ...(policyFile !== undefined && { policyFile }) }, signal);
  const { tree, configuration } = read;
  const { revision } = manifests;
  const location = { directory: folderOf(manifests), ...(revision !== undefined && { revision }) };
  const trust = request.trust
    ? await openTrust(request.trust, givenFiles({ signal }))
    : await openTrust(trustIn(configuration) ?? { keys: [] }, filesOfTree(location, { signal }));
  const of = given ? onlyOf(tree, given) : appliedIn(tree);
  const promotions = request.trust ? undefined : promotionChecks(read, manifests);
  return { tree, configuration, trust, of, ...(promotions && { promotions }) };
}

/** What `--policy-from` names. */
interface GivenPolicy {
  readonly asked: string;
  readonly manifests: LocalManifests;
  /** The subproject of a tree; absent for a plain manifest. */
  readonly subproject?: string;
}

async function subprojectAt(asked: string): Promise<GivenPolicy> {
  const absolute = path.resolve(asked);
  const isFolder = statSync(absolute, { throwIfNoEntry: false })?.isDirectory() === true;
  const folder = isFolder ? absolute : path.dirname(absolute);
  const tree = isFolder ? await treeAroundFolder(absolute) : treeAroundFile(absolute);
  if (tree === undefined) return { asked, manifests: localManifests(asked) };
  const directory = path.relative(process.cwd(), tree) || '.';
  // Below "manifests" or "images".
  const subproject = path.relative(tree, folder).split(path.sep).slice(1).join('/');
  return { asked, manifests: { kind: 'tree', directory }, subproject };
}

function onlyOf(tree: ManifestTree, { asked, subproject }: GivenPolicy): Policies['of'] {
  const isMeant = (name: string | undefined): boolean => subproject === undefined || name === subproject;
  const mistakes = tree.problems.filter(
    ({ severity, touches }) => severity === 'error' && isMeant(touches.subproject),
  );
  if (mistakes.length > 0) {
    const lines = mistakes.map(
      ({ where, message, remedy }) => `${where.file}:${where.line}: ${message}. ${remedy}`,
    );
    throw new UsageError(`${asked}: its policy cannot be used`, lines.slice(0, 10));
  }
  const meant = tree.manifests.filter(({ name }) => isMeant(name));
  const policies = new AppliedPolicies(meant);
  const found = meant.flatMap(({ source }) => policies.of(source.name));
  if (found.length === 0) {
    throw new UsageError(`${asked} has no provenance policy`, [
      'Name a subproject (manifests/NAME) or a plain manifest that has "provenance" with a mode.',
    ]);
  }
  const applied = appliedIn({ ...tree, manifests: meant });
  return (repository) => {
    const known = applied(repository);
    return known.length > 0 ? known : found.map((policy) => nameAnywhere(policy, repository));
  };
}

/** Of a source, and of what is promoted from it. */
function appliedIn(tree: ManifestTree): Policies['of'] {
  const policies = new AppliedPolicies(tree.manifests);
  const destinations = new Map(desiredState(tree).repositories.map(({ name, claims }) => [name, claims]));
  return (repository) => {
    const own = policies.of(repository);
    if (own.length > 0) return own.map((policy) => named(policy, repository));
    const claims = destinations.get(repository) ?? [];
    const promoted = claims.flatMap(({ source, policies: of = [] }) =>
      of.map((policy) => named(policy, source)),
    );
    return [...new Map(promoted.map((one) => [`${one.applied.manifest}\n${one.name}`, one])).values()];
  };
}
