import { type ImageDigest, type Place, positionOf } from '@cip/manifest';
import type { Digest, Question } from '@cip/oci';
import { sortBy } from 'es-toolkit/array';
import { LRUCache } from 'lru-cache';
import { type Claim, type DesiredRepository, isUntaggable } from './desired.js';
import type { Where } from './plan.js';

/** Who wants a digest: a claim, and the place in its file. */
export interface Origin {
  readonly claim: Claim;
  readonly place: Place;
}

/** A digest that a repository should hold, and the tags that it should have there. */
export interface WantedDigest {
  readonly digest: Digest;
  /** Sorted; tags in conflict are left out. */
  readonly tags: readonly string[];
  /** The digest is wanted for itself, as some manifest gives it no tag. */
  readonly untagged: boolean;
  /** Which attached artifacts may be brought; absent for all. */
  readonly attached?: ReadonlySet<Digest>;
  /** Which of the image and its platform manifests may be signed; absent for all. */
  readonly signed?: ReadonlySet<Digest>;
  /** At least one; the first that has the digest is where it is copied from. */
  readonly origins: readonly Origin[];
}

/** A tag that is given to more than one digest. */
export interface Conflict {
  readonly tag: string;
  /** Sorted by digest. */
  readonly digests: readonly { readonly digest: Digest; readonly origin: Origin }[];
}

export interface Wanted {
  /** Sorted by digest. */
  readonly digests: readonly WantedDigest[];
  /** What has to be known of the repository. */
  readonly question: Question;
  /** Sorted by tag. */
  readonly conflicts: readonly Conflict[];
}

interface Collected {
  readonly tags: Set<string>;
  untagged: boolean;
  readonly origins: Origin[];
}

/** An image is wanted alike in all its destinations, which are compared at about the same time. In digests. */
const mostRemembered = 32_768;
const remembered = new LRUCache<Claim, Wanted>({
  maxSize: mostRemembered,
  sizeCalculation: ({ digests }) => digests.length + 1,
});

/** The edges of one destination repository, less those that its older claims had. */
export function wantedIn(repository: DesiredRepository): Wanted {
  const { claims, before, only } = repository;
  const [claim] = claims;
  if (!claim || claims.length > 1 || before.length > 0 || only) return collectWanted(repository);
  const known = remembered.get(claim) ?? collectWanted(repository);
  remembered.set(claim, known);
  return known;
}

function collectWanted(repository: DesiredRepository): Wanted {
  const collected = collect(repository.claims);
  const owners = ownersByTag(collected);
  const digests: WantedDigest[] = [];
  const asked = new Set<string>();
  for (const fresh of freshAmong(collected, repository.before)) {
    for (const tag of fresh.tags) asked.add(tag);
    const tags = fresh.tags.filter((tag) => owners.get(tag)?.length === 1).sort();
    const want = restricted({ ...fresh, tags }, repository);
    const brings = (want.attached?.size ?? 0) + (want.signed?.size ?? 0);
    if (want.tags.length > 0 || want.untagged || brings > 0) digests.push(want);
  }
  const sorted = sortBy(digests, ['digest']);
  return {
    digests: sorted,
    question: questionOf(sorted),
    conflicts: conflictsAmong(asked, owners, collected),
  };
}

function questionOf(digests: readonly WantedDigest[]): Question {
  return {
    tags: digests.flatMap((want) => want.tags),
    digests: digests.map((want) => want.digest),
    untagged: digests.filter((want) => want.untagged).map((want) => want.digest),
    areListed: true,
  };
}

function restricted(want: WantedDigest, { only, onlyAttached, onlySigned }: DesiredRepository): WantedDigest {
  if (!only) return want;
  const tags = only.get(want.digest);
  return {
    ...want,
    tags: want.tags.filter((tag) => tags?.includes(tag)),
    untagged: tags?.length === 0,
    attached: onlyAttached?.get(want.digest) ?? new Set(),
    signed: onlySigned?.get(want.digest) ?? new Set(),
  };
}

function freshAmong(collected: ReadonlyMap<Digest, Collected>, older: readonly Claim[]): WantedDigest[] {
  const before = collect(older);
  return [...collected].map(([digest, want]) => {
    const old = before.get(digest);
    const sources = new Set(old?.origins.map(({ claim }) => claim.source));
    const known = want.origins.every(({ claim }) => sources.has(claim.source)) ? old : undefined;
    const tags = [...want.tags].filter((tag) => !known?.tags.has(tag));
    return { digest, tags, untagged: want.untagged && !known, origins: want.origins };
  });
}

/** The origin that gives this very tag to the digest, where several manifests want it. */
export function originOf(
  origins: readonly Origin[],
  digest: string,
  tag: string | undefined,
): Origin | undefined {
  if (tag === undefined || origins.length === 1) return origins[0];
  return origins.find(({ claim }) => gives(claim, digest, tag)) ?? origins[0];
}

export function whereOf(origin: Origin): Where {
  const { file, line } = positionOf(origin.place);
  return { file, line };
}

function collect(claims: readonly Claim[]): Map<Digest, Collected> {
  const collected = new Map<Digest, Collected>();
  for (const claim of claims) {
    for (const entry of claim.image.digests) if (!isUntaggable(entry)) add(collected, claim, entry);
  }
  return collected;
}

function add(collected: Map<Digest, Collected>, claim: Claim, entry: ImageDigest): void {
  const want = collected.get(entry.digest) ?? { tags: new Set<string>(), untagged: false, origins: [] };
  collected.set(entry.digest, want);
  want.origins.push({ claim, place: entry.place });
  want.untagged ||= entry.tags.length === 0;
  for (const tag of entry.tags) want.tags.add(tag);
}

function ownersByTag(collected: ReadonlyMap<Digest, Collected>): Map<string, Digest[]> {
  const owners = new Map<string, Digest[]>();
  for (const [digest, { tags }] of collected) {
    for (const tag of tags) {
      const digests = owners.get(tag);
      if (digests) digests.push(digest);
      else owners.set(tag, [digest]);
    }
  }
  return owners;
}

function conflictsAmong(
  asked: ReadonlySet<string>,
  owners: ReadonlyMap<string, readonly Digest[]>,
  collected: ReadonlyMap<Digest, Collected>,
): Conflict[] {
  return [...asked]
    .filter((tag) => (owners.get(tag)?.length ?? 0) > 1)
    .sort()
    .map((tag) => ({
      tag,
      digests: [...(owners.get(tag) ?? [])].sort().flatMap((digest) => {
        const origin = collected.get(digest)?.origins.find(({ claim }) => gives(claim, digest, tag));
        return origin ? [{ digest, origin }] : [];
      }),
    }));
}

function gives(claim: Claim, digest: string, tag: string): boolean {
  return claim.image.digests.some((entry) => entry.digest === digest && entry.tags.includes(tag));
}
