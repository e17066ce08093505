import type { ManifestTree } from '@cip/manifest';
import { isDigest, isTag, parseRepositoryName } from '@cip/oci';
import { type Claim, desiredState } from './desired.js';
import { type Blocker, blockerKinds, type Plan, type Step, type Where } from './plan.js';
import { originOf, whereOf } from './wanted.js';

/** A saved plan that cannot be used. `changed`: its format is another one; `broken`: it is no plan at all. */
export class PlanFileError extends Error {
  constructor(
    readonly code: 'changed' | 'broken',
    message: string,
  ) {
    super(message);
    this.name = 'PlanFileError';
  }
}

/**
 * The saved form of a plan: JSON, indented, ending with a newline. Lines of files are left out, so that moving a block
 * within its file does not change a byte; {@link locatePlan} puts them back.
 */
export function formatPlan(plan: Plan): string {
  const { version, manifests, existing } = plan;
  const [steps, blockers] = [plan.steps.map(withoutPlace), plan.blockers.map(withoutPlace)];
  return `${JSON.stringify({ version, manifests, existing, steps, blockers }, undefined, 1)}\n`;
}

function withoutPlace<T extends { readonly where?: Where }>(item: T): Omit<T, 'where'> {
  const { where, ...rest } = item;
  return rest;
}

/**
 * Makes a saved plan one of today: says again which line asks for each item, from the manifests that the plan was made
 * from, and forgets what was in place then.
 */
export function locatePlan(plan: Plan, tree: ManifestTree): Plan {
  const desired = desiredState(tree);
  const claims = new Map(desired.repositories.map((repository) => [repository.name, repository.claims]));
  const located = <T extends Step | Blocker>(item: T): T => {
    const where = whereAsked(claims.get(item.destination) ?? [], item);
    return where ? { ...item, where } : item;
  };
  const sound = plan.blockers.filter(({ kind }) => kind !== 'invalid-manifest');
  return {
    ...plan,
    // Nobody looked now.
    existing: 0,
    steps: plan.steps.map(located),
    blockers: [...desired.invalid, ...sound.map(located)],
  };
}

function whereAsked(claims: readonly Claim[], item: Step | Blocker): Where | undefined {
  const origins = claims
    .filter(({ source }) => source === item.source)
    .flatMap((claim) => {
      const entry = claim.image.digests.find(({ digest }) => digest === item.digest);
      return entry ? [{ claim, place: entry.place }] : [];
    });
  const origin = originOf(origins, item.digest, item.tags[0]);
  return origin && whereOf(origin);
}

/** Reads a saved plan, trusting nothing in it. Throws {@link PlanFileError}. */
export function parsePlan(text: string): Plan {
  const value = parseJson(text);
  if (!isObject(value) || value['version'] === undefined) throw broken('it has no version');
  if (value['version'] !== 1) {
    const version = JSON.stringify(value['version']);
    throw new PlanFileError('changed', `its format is version ${version}; this program reads version 1`);
  }
  const { manifests, steps, blockers, existing } = value;
  if (typeof manifests !== 'string' || !isDigest(manifests)) throw broken('"manifests" is not a digest');
  if (typeof existing !== 'number') throw broken('"existing" is not a number');
  if (!Array.isArray(steps)) throw broken('"steps" is not a list');
  if (!Array.isArray(blockers)) throw broken('"blockers" is not a list');
  return {
    version: 1,
    manifests,
    existing,
    steps: steps.map((step: unknown, i) => (isStep(step) ? step : fail(`"steps[${i}]" is not a step`))),
    blockers: blockers.map((blocker: unknown, i) =>
      isBlocker(blocker) ? blocker : fail(`"blockers[${i}]" is not a blocker`),
    ),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw broken('it is not JSON');
  }
}

function broken(reason: string): PlanFileError {
  return new PlanFileError('broken', reason);
}

function fail(reason: string): never {
  throw broken(reason);
}

function isStep(value: unknown): value is Step {
  return (
    isItem(value) &&
    (value['kind'] === 'copy' || (value['kind'] === 'tag' && value.tags.length > 0)) &&
    isDigest(value.digest) &&
    value.tags.every(isTag) &&
    isRepository(value['source']) &&
    isRepository(value['destination'])
  );
}

function isBlocker(value: unknown): value is Blocker {
  return (
    isItem(value) &&
    blockerKinds.some((kind) => kind === value['kind']) &&
    typeof value['reason'] === 'string' &&
    typeof value['source'] === 'string' &&
    typeof value['destination'] === 'string'
  );
}

function isItem(value: unknown): value is Record<string, unknown> & { digest: string; tags: string[] } {
  if (!isObject(value)) return false;
  const { image, digest, tags } = value;
  return (
    typeof image === 'string' &&
    typeof digest === 'string' &&
    Array.isArray(tags) &&
    tags.every((tag) => typeof tag === 'string')
  );
}

function isRepository(value: unknown): boolean {
  try {
    return typeof value === 'string' && parseRepositoryName(value).repository !== '';
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
