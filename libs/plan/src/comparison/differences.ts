import {
  describeFailure,
  type Digest,
  type Failure,
  type Question,
  type RepositoryInventory,
} from '@cip/oci';
import { tagMovedReason } from '../reasons.js';

export const differenceKinds = [
  'missing-digest',
  'missing-tag',
  'tag-differs',
  'incomplete',
  'unreachable',
] as const;

export type DifferenceKind = (typeof differenceKinds)[number];

/**
 * What a new registry does not have as the old one has it. `incomplete`: the image is there, and something that it consists of
 * is not, or is corrupt. `unreachable`: it could not be read, so nothing is known.
 */
export interface Difference {
  readonly kind: DifferenceKind;
  /** The path below the prefixes; empty: the prefixes themselves. */
  readonly repository: string;
  /** As the old registry has it; empty where a repository as a whole is meant. */
  readonly digest: string;
  readonly tag?: string;
  /** The prefix that lacks it; of what is unreachable, the one that could not be read. */
  readonly registry: string;
  readonly reason?: string;
  /** Of what could not be read: the facts that `reason` was made of. */
  readonly failure?: Failure;
}

/** One digest that the old registry holds. */
export interface HeldDigest {
  readonly digest: Digest;
  readonly tags: readonly string[];
}

/** What to ask a new repository, to know whether it has all of the old one. */
export function questionOf(held: readonly HeldDigest[]): Question {
  return {
    tags: held.flatMap(({ tags }) => tags),
    digests: held.map(({ digest }) => digest),
    untagged: held.filter(({ tags }) => tags.length === 0).map(({ digest }) => digest),
  };
}

/** Holds what a new repository has against the old one. What it has besides is no difference. */
export function findDifferences(
  held: readonly HeldDigest[],
  found: RepositoryInventory,
  { repository, registry }: Pick<Difference, 'repository' | 'registry'>,
): Difference[] {
  return held.flatMap(({ digest, tags }) => {
    const place = { repository, digest, registry };
    const ofDigest = digestDifference(digest, found);
    const ofTags = tags.flatMap((tag): Difference[] => {
      const difference = tagDifference(digest, tag, found);
      return difference ? [{ ...place, tag, ...difference }] : [];
    });
    return [...(ofDigest ? [{ ...place, ...ofDigest }] : []), ...ofTags];
  });
}

type Verdict = Pick<Difference, 'kind' | 'reason' | 'failure'>;

function digestDifference(digest: Digest, { manifests, unknown }: RepositoryInventory): Verdict | undefined {
  if (manifests.has(digest)) return undefined;
  const failure = unknown.get(digest);
  return failure ? unreachable(failure) : { kind: 'missing-digest' };
}

/** What is said of something that could not be read. */
export function unreachable(failure: Failure): Pick<Difference, 'reason' | 'failure'> & {
  readonly kind: 'unreachable';
} {
  return { kind: 'unreachable', reason: describeFailure(failure), failure };
}

function tagDifference(
  digest: Digest,
  tag: string,
  { tags, unknown }: RepositoryInventory,
): Verdict | undefined {
  const failure = unknown.get(tag);
  if (failure) return unreachable(failure);
  const holder = tags.get(tag);
  if (holder === undefined) return { kind: 'missing-tag' };
  return holder === digest ? undefined : { kind: 'tag-differs', reason: tagMovedReason(holder) };
}
