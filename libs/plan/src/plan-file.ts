import type { ManifestTree } from '@cip/manifest';
import {
  type Digest,
  formatShard,
  groupBy,
  isDigest,
  isObject,
  isTag,
  nestsDeeper,
  parseRepositoryName,
  type Shard,
} from '@cip/oci';
import { madeKinds } from '@cip/provenance';
import { type Desired, type DesiredRepository, desiredState } from './desired.js';
import { desiredIn, isOf } from './in-shard.js';
import type { List } from './lazy-list.js';
import {
  type AttachedTo,
  type Blocker,
  blockerKinds,
  type Plan,
  type SavedPlan,
  type Signs,
  type Step,
} from './plan.js';
import { conflictBlocker, reasonWithoutLines } from './reasons.js';
import { type Origin, originOf, type Wanted, type WantedDigest, wantedIn, whereOf } from './wanted.js';

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
 * The saved form of a plan, in pieces: JSON, indented, ending with a newline. Lines of files are left out, so that moving a block
 * within its file does not change a byte; {@link locatePlan} puts them back.
 */
export function* formatPlan(plan: Plan): Generator<string> {
  const { version, manifests, shard, existing } = plan;
  const part = shard && { shard: { index: shard.index, count: shard.count } };
  const head = JSON.stringify({ version, manifests, ...part, existing }, undefined, 1);
  yield `${head.slice(0, -2)},\n "steps": `;
  yield* formatList(plan.steps, savedStep);
  yield ',\n "blockers": ';
  yield* formatList(plan.blockers, savedBlocker);
  yield '\n}\n';
}

/** The same bytes as a whole document would have in this place. */
function* formatList<T>(list: List<T>, saved: (entry: T) => object): Generator<string> {
  if (list.length === 0) {
    yield '[]';
    return;
  }
  let before = '[\n  ';
  for (const entry of list) {
    yield before + JSON.stringify(saved(entry), undefined, 1).replaceAll('\n', '\n  ');
    before = ',\n  ';
  }
  yield '\n ]';
}

function savedStep({ where, proof, ...step }: Step): Omit<Step, 'where' | 'proof'> {
  return step;
}

type BlockerInFile = Omit<Blocker, 'where' | 'failure' | 'holder' | 'rivals' | 'proof'>;

function savedBlocker(blocker: Blocker): BlockerInFile {
  return { ...blockerInFile(blocker), reason: reasonWithoutLines(blocker) };
}

function blockerInFile({ where, failure, holder, rivals, proof, ...saved }: Blocker): BlockerInFile {
  return saved;
}

/**
 * Makes a saved plan one of today: holds each step against the manifests, says again which line asks for it, and forgets
 * what was in place then. Throws {@link PlanFileError} `changed` for a step that the manifests do not ask for: whoever
 * can write the file must not be able to promote by it.
 */
export function locatePlan(plan: SavedPlan, tree: ManifestTree): SavedPlan {
  const whole = desiredState(tree);
  const desired = plan.shard ? desiredIn(whole, plan.shard) : whole;
  const repositories = new Map(desired.repositories.map((repository) => [repository.name, repository]));
  const known = new Map<string, Wanted>();
  const wantedAt = (name: string): Wanted => {
    const repository = repositories.get(name) ?? { name, claims: [], before: [] };
    const wanted = known.get(name) ?? wantedIn(repository);
    known.set(name, wanted);
    return wanted;
  };
  const sound = plan.blockers.filter(({ kind }) => kind !== 'invalid-manifest');
  return {
    ...plan,
    // Nobody looked now.
    existing: 0,
    steps: plan.steps.map((step) => {
      const origin = originOfStep(step, wantedAt(step.destination));
      if (origin) return { ...step, where: whereOf(origin) };
      const what = `${step.destination}${step.tags.map((tag) => `:${tag}`).join()} as ${step.digest}`;
      throw new PlanFileError('changed', `the manifests do not ask for its step to ${what}`);
    }),
    blockers: [
      ...desired.invalid,
      ...sound.map((blocker) => located(blocker, wantedAt(blocker.destination))),
    ],
  };
}

/**
 * What is desired, less all that a saved plan has no step for: production may have changed since, and what is in place by now
 * needs no step. Blockers of the plan stay.
 */
export function desiredByPlan(desired: Desired, plan: SavedPlan): Desired {
  const byDestination = groupBy(plan.steps, ({ destination }) => destination);
  return {
    ...desired,
    repositories: desired.repositories.flatMap((repository) => {
      const steps = byDestination.get(repository.name);
      return steps ? { ...repository, ...limitsBy(steps) } : [];
    }),
    invalid: plan.blockers,
  };
}

type Limits = Pick<Required<DesiredRepository>, 'only' | 'onlyAttached' | 'onlySigned'>;

function limitsBy(steps: readonly Step[]): Limits {
  const only = new Map<Digest, readonly string[]>();
  const onlyAttached = new Map<Digest, Set<Digest>>();
  const onlySigned = new Map<Digest, Set<Digest>>();
  for (const { digest, tags, attached, signs } of steps) {
    if (attached) addTo(onlyAttached, attached.image, digest);
    else if (signs) addTo(onlySigned, signs.image, digest);
    else only.set(digest, tags);
  }
  return { only, onlyAttached, onlySigned };
}

function addTo(sets: Map<Digest, Set<Digest>>, image: Digest, digest: Digest): void {
  const set = sets.get(image) ?? new Set();
  sets.set(image, set.add(digest));
}

/**
 * Who asks for all that the step does, from the same source. What is attached to an image, or signed for it, is asked for with the
 * image.
 */
function originOfStep(step: Step, { digests }: Wanted): Origin | undefined {
  const image = (step.attached ?? step.signs)?.image;
  if (image !== undefined) {
    const promised = digests.find(({ digest }) => digest === image);
    return promised && originIn(promised, { ...step, tags: [] });
  }
  const want = digests.find(({ digest }) => digest === step.digest);
  if (!want || !step.tags.every((tag) => want.tags.includes(tag))) return undefined;
  if (step.tags.length === 0 && !want.untagged) return undefined;
  return originIn(want, step);
}

function located(blocker: Blocker, { digests, conflicts }: Wanted): Blocker {
  const conflict = blocker.kind === 'conflict' && conflicts.find(({ tag }) => tag === blocker.tags[0]);
  if (conflict) return conflictBlocker(blocker.destination, conflict);
  const want = digests.find(({ digest }) => digest === blocker.digest);
  const origin = want && originIn(want, blocker);
  return origin ? { ...blocker, where: whereOf(origin) } : blocker;
}

function originIn(
  want: WantedDigest,
  { source, image, tags }: Pick<Step | Blocker, 'source' | 'image' | 'tags'>,
): Origin | undefined {
  const origins = want.origins.filter(({ claim }) => claim.source === source && claim.image.name === image);
  return originOf(origins, want.digest, tags[0]);
}

const mostLevels = 20;

/** Reads a saved plan, trusting nothing of its form. Throws {@link PlanFileError}. */
export function parsePlan(text: string): SavedPlan {
  const value = parseJson(text);
  if (!isObject(value) || value['version'] === undefined) throw broken('it has no version');
  if (value['version'] !== 1) {
    const { version } = value;
    if (typeof version !== 'number') throw broken('its version is not a number');
    throw new PlanFileError('changed', `its format is version ${version}; this program reads version 1`);
  }
  if (nestsDeeper(value, mostLevels)) throw broken(`it nests deeper than ${mostLevels} levels`);
  const { manifests, shard, steps, blockers, existing } = value;
  if (typeof manifests !== 'string' || !isDigest(manifests)) throw broken('"manifests" is not a digest');
  if (shard !== undefined && !isShard(shard)) throw broken('"shard" is not one of so many parts');
  if (!isWhole(existing)) throw broken('"existing" is not a count');
  if (!Array.isArray(steps)) throw broken('"steps" is not a list');
  if (!Array.isArray(blockers)) throw broken('"blockers" is not a list');
  const plan: SavedPlan = {
    version: 1,
    manifests,
    ...(shard && { shard }),
    existing,
    steps: steps.map((step: unknown, i) =>
      isStep(step) ? savedStep(step) : fail(`"steps[${i}]" is not a step`),
    ),
    blockers: blockers.map((blocker: unknown, i) =>
      isBlocker(blocker) ? blockerInFile(blocker) : fail(`"blockers[${i}]" is not a blocker`),
    ),
  };
  if (shard) refuseForeign(plan, shard);
  return plan;
}

/** Two shards may run at the same time: neither may be made to write where the other does. */
function refuseForeign({ steps, blockers }: SavedPlan, shard: Shard): void {
  const foreign = [...steps, ...blockers].find(({ destination }) => !isOf(shard, destination));
  if (foreign) throw broken(`${foreign.destination} is not in its shard ${formatShard(shard)}`);
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
    isStepKind(value) &&
    isDigest(value.digest) &&
    value.tags.every(isTag) &&
    isRepository(value['source']) &&
    isRepository(value['destination'])
  );
}

function isStepKind({ kind, tags, attached, signs }: Record<string, unknown> & { tags: string[] }): boolean {
  if (kind === 'attach') return signs === undefined && tags.length <= 1 && isAttachedTo(attached);
  if (kind === 'sign') return attached === undefined && tags.length === 0 && isSigns(signs);
  const isPlain = attached === undefined && signs === undefined;
  return isPlain && (kind === 'copy' || (kind === 'tag' && tags.length > 0));
}

function isSigns(value: unknown): value is Signs {
  if (!isObject(value)) return false;
  const { image, kinds, from } = value;
  return (
    typeof image === 'string' &&
    isDigest(image) &&
    Array.isArray(kinds) &&
    kinds.length > 0 &&
    kinds.every((kind) => madeKinds.some((known) => known === kind)) &&
    (from === undefined || isRepository(from))
  );
}

function isAttachedTo(value: unknown): value is AttachedTo {
  if (!isObject(value)) return false;
  const { image, on, type, signedBy } = value;
  return (
    [image, on].every((digest) => typeof digest === 'string' && isDigest(digest)) &&
    typeof type === 'string' &&
    Array.isArray(signedBy) &&
    signedBy.every((signer) => typeof signer === 'string')
  );
}

function isBlocker(value: unknown): value is Blocker {
  return (
    isItem(value) &&
    blockerKinds.some((kind) => kind === value['kind']) &&
    typeof value['reason'] === 'string' &&
    [undefined, 'source', 'destination'].some((side) => side === value['side']) &&
    typeof value['source'] === 'string' &&
    typeof value['destination'] === 'string'
  );
}

function isShard(value: unknown): value is Shard {
  if (!isObject(value)) return false;
  const { index, count } = value;
  return isWhole(index) && isWhole(count) && index < count;
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
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
