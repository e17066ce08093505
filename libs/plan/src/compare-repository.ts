import {
  describeFailure,
  type Digest,
  type Inventory,
  type RepositoryInventory,
  type SourcePresence,
} from '@cip/oci';
import type { FindMissing, FindUnsigned, PolicyOutcome, Prove } from '@cip/provenance';
import pMap from 'p-map';
import { compareItems } from './compare-items.js';
import { attachSteps } from './attach-steps.js';
import type { DesiredRepository } from './desired.js';
import { concatenated, LazyList, type List } from './lazy-list.js';
import type { Blocker, InPlace, SignStep, Step } from './plan.js';
import {
  blockerOf,
  blockersOf,
  itemFor,
  sourcesOf,
  type Unreadable,
  unreadable,
  type Why,
} from './plan-items.js';
import { signSteps } from './sign-steps.js';
import { conflictBlocker, tagMovedReason, violationText } from './reasons.js';
import { type Wanted, type WantedDigest, wantedIn } from './wanted.js';

/** What one destination repository needs. */
export interface RepositoryPlan {
  /** With its registry. */
  readonly repository: string;
  /**
   * Attached artifacts first, so that an image has them when it appears; then sorted as in a plan. Made anew each time it is
   * read, where the repository needs all that it should have.
   */
  readonly steps: List<Step>;
  /** How many of the steps bring attached artifacts. */
  readonly attachments: number;
  /** What is to be signed once the steps are done, sorted as in a plan. */
  readonly signings: readonly SignStep[];
  readonly blockers: readonly Blocker[];
  /** How many items are in place; there are far more of them than of anything else. */
  readonly existing: number;
  /** The same as items, when asked for. */
  readonly inPlace: List<InPlace> | undefined;
}

interface Comparison {
  steps: Step[];
  readonly blockers: Blocker[];
  existing: number;
  readonly inPlace: InPlace[] | undefined;
}

interface CompareOptions {
  readonly signal?: AbortSignal;
  readonly includeInPlace: boolean;
  readonly prove?: Prove;
  readonly findMissing?: FindMissing;
  readonly findUnsigned?: FindUnsigned;
}

/** What is asked about an image of a source. */
interface Ask {
  readonly source: (repository: string, digest: Digest) => Promise<SourcePresence>;
  readonly prove: Prove;
}

// More would only wait for their registry, and take memory.
const sourcesAtATime = 16;

/**
 * Holds what a repository should have against what it has, and gives what was found in it if it was read. Asks the source only
 * for what is not there.
 */
export async function compareRepository(
  repository: DesiredRepository,
  inventory: Inventory,
  options: CompareOptions,
): Promise<RepositoryPlan & { readonly found?: RepositoryInventory }> {
  const { includeInPlace, prove = proveNothing, findMissing, findUnsigned, ...call } = options;
  const { name } = repository;
  const wanted = wantedIn(repository);
  const inPlace = includeInPlace ? [] : undefined;
  const result: Comparison = { steps: [], blockers: [], existing: 0, inPlace };
  for (const conflict of wanted.conflicts) result.blockers.push(conflictBlocker(name, conflict));
  if (wanted.digests.length === 0) return { repository: name, ...result, attachments: 0, signings: [] };
  const found = await inventory.destination(name, wanted.question, call);
  const open: WantedDigest[] = [];
  for (const want of wanted.digests) {
    if (hasAllTags(want, found)) {
      keep(result, name, want, want.tags);
      continue;
    }
    const unsettled = settle(result, name, want, found);
    if (unsettled) open.push(unsettled);
  }
  const ask: Ask = { source: (source, digest) => inventory.source(source, digest, call), prove };
  await pMap(open, (want) => copyFromSource(result, name, want, ask), { concurrency: sourcesAtATime });
  const known = { wanted, found };
  const attach = findMissing ? await attachSteps(result, name, { ...known, findMissing }) : [];
  const { signings, unread } = findUnsigned
    ? await signSteps(result.steps, name, { ...known, findUnsigned })
    : { signings: [], unread: [] };
  result.blockers.push(...unread);
  const { steps, ...plan } = compacted(repository, wanted, result);
  const isPlain = attach.length === 0;
  return {
    ...plan,
    steps: isPlain ? steps : concatenated([attach, steps]),
    attachments: attach.length,
    signings,
    found,
  };
}

/** Where all of a repository is missing, or all is in place, that is all there is to remember. */
function compacted(
  repository: DesiredRepository,
  { digests }: Wanted,
  { steps, blockers, existing, inPlace }: Comparison,
): Omit<RepositoryPlan, 'attachments' | 'signings'> {
  const { name } = repository;
  const { length } = digests;
  const isWhole = blockers.length === 0;
  const everything = <T>(item: (want: WantedDigest) => T) =>
    new LazyList(length, () => wantedIn(repository).digests.map(item));
  const lacksAll = isWhole && steps.length === length && isFromFirstSources(steps, digests);
  const hasAll = isWhole && steps.length === 0 && existing === length;
  return {
    repository: name,
    steps: lacksAll ? everything((want) => copyStep(name, want)) : steps.sort(compareItems),
    blockers,
    existing,
    inPlace: hasAll && inPlace ? everything((want) => inPlaceItem(name, want, want.tags)) : inPlace,
  };
}

/** Whether the steps are what {@link copyStep} makes of the digests. Neither list has a digest twice. */
function isFromFirstSources(steps: readonly Step[], digests: readonly WantedDigest[]): boolean {
  const wants = new Map(digests.map((want) => [want.digest, want]));
  return steps.every(({ kind, digest, tags, source, proof }) => {
    const want = wants.get(digest);
    return (
      kind === 'copy' &&
      !proof &&
      want?.tags.length === tags.length &&
      want.origins[0]?.claim.source === source
    );
  });
}

/** Whether it is where it should be, as nearly everything nearly always is. */
function hasAllTags({ digest, tags, untagged }: WantedDigest, found: RepositoryInventory): boolean {
  if (untagged || tags.length === 0) return false;
  return tags.every((tag) => found.tags.get(tag) === digest && !found.unknown.has(tag));
}

/** Decides what the inventory alone can tell; gives back what is to be copied if the source has it. */
function settle(
  result: Comparison,
  destination: string,
  want: WantedDigest,
  found: RepositoryInventory,
): WantedDigest | undefined {
  const { there, missing } = sortTags(result, destination, want, found);
  const present = there.length > 0 || found.manifests.has(want.digest);
  if (present && missing.length > 0) {
    result.steps.push({ kind: 'tag', ...itemFor(destination, want, missing), tags: missing });
    if (there.length > 0) keep(result, destination, want, there);
    return undefined;
  }
  const unknown = found.unknown.get(want.digest);
  if (present && want.untagged && unknown !== undefined) {
    block(result, destination, { ...want, tags: [] }, { kind: 'unreachable', ...unreadable(unknown) });
    return undefined;
  }
  // A tag is written after the entry in the list: what has its tags is listed.
  if (present && want.untagged && found.unlisted?.has(want.digest) === true) {
    result.steps.push({ kind: 'copy', ...itemFor(destination, want, []), tags: [] });
    return undefined;
  }
  if (present) {
    if (there.length > 0 || want.untagged) keep(result, destination, want, there);
    return undefined;
  }
  if (missing.length === 0 && !want.untagged) return undefined;
  const open = { ...want, tags: missing };
  if (unknown === undefined) return open;
  block(result, destination, open, { kind: 'unreachable', ...unreadable(unknown) });
  return undefined;
}

function keep(result: Comparison, destination: string, want: WantedDigest, tags: readonly string[]): void {
  result.existing += 1;
  result.inPlace?.push(inPlaceItem(destination, want, tags));
}

function inPlaceItem(destination: string, want: WantedDigest, tags: readonly string[]): InPlace {
  return { kind: 'copy', ...itemFor(destination, want, tags), tags };
}

function copyStep(destination: string, want: WantedDigest, source = want.origins[0]?.claim.source): Step {
  const origins = want.origins.filter(({ claim }) => claim.source === source);
  return { kind: 'copy', ...itemFor(destination, { ...want, origins }, want.tags), tags: want.tags };
}

/** Splits the tags into those in place and those missing; the others become blockers. */
function sortTags(
  result: Comparison,
  destination: string,
  want: WantedDigest,
  found: RepositoryInventory,
): { there: string[]; missing: string[] } {
  const there: string[] = [];
  const missing: string[] = [];
  for (const tag of want.tags) {
    const unknown = found.unknown.get(tag);
    const holder = found.tags.get(tag);
    if (unknown !== undefined) {
      const why = { kind: 'unreachable', ...unreadable(unknown) } as const;
      result.blockers.push(blockerOf(destination, want, [tag], why));
    } else if (holder === undefined) missing.push(tag);
    else if (holder === want.digest) there.push(tag);
    else {
      const why = { kind: 'tag-moved', reason: tagMovedReason(holder), holder } as const;
      result.blockers.push(blockerOf(destination, want, [tag], why));
    }
  }
  return { there, missing };
}

async function copyFromSource(
  result: Comparison,
  destination: string,
  open: WantedDigest,
  ask: Ask,
): Promise<void> {
  const failures: Unreadable[] = [];
  const unproven: PolicyOutcome[] = [];
  for (const source of sourcesOf(open)) {
    const answer = await ask.source(source, open.digest);
    if (answer.presence === 'present') {
      const proof = await proofOf(open, source, ask.prove);
      const violated = proof.filter(({ satisfied, mode }) => !satisfied && mode === 'require');
      if (violated.length === 0) {
        const step = copyStep(destination, open, source);
        result.steps.push(proof.length > 0 ? { ...step, proof } : step);
        return;
      }
      unproven.push(...violated);
    }
    if (answer.presence === 'unknown') {
      failures.push(unreadableSource(source, answer));
    }
  }
  const [first] = failures;
  if (unproven.length > 0) {
    block(result, destination, open, {
      kind: 'provenance',
      reason: unproven.map((outcome) => violationText(outcome)).join('; '),
      proof: unproven,
    });
  } else if (first) {
    const reason = failures.map((one) => one.reason).join('; ');
    block(result, destination, open, { kind: 'unreachable', ...first, reason });
  } else block(result, destination, open, { kind: 'missing-source', reason: missingReason(open) });
}

function proofOf(
  { origins, digest }: WantedDigest,
  source: string,
  prove: Prove,
): Promise<readonly PolicyOutcome[]> | readonly PolicyOutcome[] {
  const claim = origins.find((origin) => origin.claim.source === source)?.claim;
  return claim?.policies ? prove(source, digest, claim.policies) : [];
}

const proveNothing: Prove = (_source, _digest, policies) =>
  Promise.resolve(
    policies.map(({ policy, manifest, where }) => ({
      manifest,
      where,
      mode: policy.mode,
      satisfied: false,
      by: [],
      signedBy: [],
      accepted: [],
      violations: ['attestations were not read'],
      notes: [],
    })),
  );

function unreadableSource(source: string, { failure }: SourcePresence): Unreadable {
  const reason = failure ? describeFailure(failure) : 'no reason was given';
  return {
    reason: `the source ${source} cannot be read: ${reason}`,
    ...(failure && { failure }),
    side: 'source',
  };
}

function missingReason(want: WantedDigest): string {
  return `neither the destination nor the source ${sourcesOf(want).join(', ')} has this digest`;
}

function block(result: Comparison, destination: string, want: WantedDigest, why: Why): void {
  result.blockers.push(...blockersOf(destination, want, why));
}
