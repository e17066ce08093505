import { compareTexts, type Digest, type RepositoryInventory } from '@cip/oci';
import { belowPromised } from './below-promised.js';
import { type Drift, type DriftKind, driftOfFailure } from './drift.js';
import { judge } from './judge.js';
import type { Knowledge } from './knowledge.js';
import type { PromisedRepository, Promises } from './promises.js';
import type { Needs, Verdict } from './verdict.js';
import { allOf } from './verdicts.js';

/**
 * Holds everything that a destination repository has against what it should have, by the same judgement as single
 * changes. Answers with what must be read first, all of it at once, until nothing is left to read. Sorted by tag and
 * digest, what is missing first.
 */
export function findDrift(
  held: RepositoryInventory,
  promises: Promises,
  knowledge: Knowledge,
): readonly Drift[] | Needs {
  const promised = promises.in(held.repository);
  const below = promised ? belowPromised(promised, knowledge) : new Map<Digest, Digest>();
  const drift = [
    ...missingFrom(held, promised),
    ...(promised ? missingBelow(held, promised, knowledge) : []),
    ...unknownIn(held, promised),
  ];
  const unread: Needs[] = [];
  for (const [found, verdict] of judgeAll(held, promises, knowledge, below)) {
    if (verdict.verdict === 'NEEDS') unread.push(verdict);
    else if (verdict.verdict !== 'VERIFIED') drift.push(driftOf(held.repository, found, verdict));
  }
  return unread.length > 0 ? allOf(unread) : drift;
}

interface Found {
  readonly digest: Digest;
  readonly tag?: string;
}

function* judgeAll(
  { repository, tags, manifests }: RepositoryInventory,
  promises: Promises,
  knowledge: Knowledge,
  below: ReadonlyMap<Digest, Digest>,
): Iterable<[Found, Verdict | Needs]> {
  const event = { id: '', publishedAt: 0, action: 'insert' as const, repository };
  const settled = new Set<Digest>();
  for (const [tag, digest] of [...tags].sort(byFirst)) {
    const verdict = judge({ ...event, tag, digest }, promises, knowledge);
    if (verdict.verdict !== 'NEEDS') settled.add(digest);
    yield [{ tag, digest }, verdict];
  }
  // A tag speaks for its digest: what it explains is explained, and no complaint is made twice.
  for (const digest of [...manifests.keys()].sort()) {
    if (settled.has(digest) || below.has(digest)) continue;
    yield [{ digest }, judge({ ...event, digest }, promises, knowledge)];
  }
}

function driftOf(
  repository: string,
  found: Found,
  verdict: Exclude<Verdict, { readonly verdict: 'VERIFIED' }>,
): Drift {
  const { explanation, reason } = verdict;
  const failure = verdict.verdict === 'UNREACHABLE' ? verdict.failure : undefined;
  const isForeign = verdict.verdict === 'REJECTED' && verdict.ofPromoters === true;
  const kind = isForeign ? 'foreign-signature' : kindOf(reason, found);
  return { kind, repository, ...found, explanation, ...(failure && { failure }) };
}

function kindOf(reason: Verdict['reason'], { tag }: Found): DriftKind {
  if (reason === 'unreachable' || reason === 'unknown-attachment') return reason;
  return reason === 'wrong-digest' && tag !== undefined ? 'tag-moved' : 'unexpected';
}

function* missingFrom(held: RepositoryInventory, promised: PromisedRepository | undefined): Iterable<Drift> {
  if (!promised) return;
  const tagged = new Set<Digest>();
  for (const [tag, given] of [...promised.tags].sort(byFirst)) {
    for (const digest of given) tagged.add(digest);
    const [digest] = given;
    if (digest !== undefined && !held.tags.has(tag)) yield lacking(held, tag, { tag, digest });
  }
  for (const digest of [...promised.digests].sort()) {
    if (!tagged.has(digest) && !held.manifests.has(digest)) yield lacking(held, digest, { digest });
  }
}

/** What an index that is there lists, and the repository lacks: nobody can pull it then. */
function* missingBelow(
  held: RepositoryInventory,
  promised: PromisedRepository,
  knowledge: Knowledge,
): Iterable<Drift> {
  if (held.completeness.kind !== 'complete') return;
  const { repository, manifests } = held;
  const below = belowPromised(promised, knowledge, (digest) => manifests.has(digest));
  for (const [digest, parent] of [...below].sort(byFirst)) {
    if (manifests.has(digest) || promised.digests.has(digest)) continue;
    const explanation = `the promised index ${parent} lists it, and it is not there`;
    yield { kind: 'missing', repository, digest, explanation };
  }
}

/** What is listed and could not be read, although no manifest speaks of it. */
function* unknownIn(
  { repository, unknown }: RepositoryInventory,
  promised: PromisedRepository | undefined,
): Iterable<Drift> {
  for (const [tag, failure] of [...unknown].sort(byFirst)) {
    if (tag.includes(':') || promised?.tags.has(tag) === true) continue;
    // A tag that nobody promises may go at any time.
    if (failure.code === 'CONTRADICTION') continue;
    yield driftOfFailure({ repository, tag }, failure);
  }
}

function lacking({ repository, unknown }: RepositoryInventory, key: string, found: Found): Drift {
  const failure = unknown.get(key);
  return failure
    ? driftOfFailure({ repository, ...found }, failure)
    : { kind: 'missing', repository, ...found, explanation: 'the manifests promise it, and it is not there' };
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return compareTexts(a, b);
}
