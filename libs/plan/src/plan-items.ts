import { describeFailure, type Digest, type Failure } from '@cip/oci';
import type { Blocker, Side, Step } from './plan.js';
import { type Origin, originOf, type WantedDigest, whereOf } from './wanted.js';

/** What could not be read, as a blocker says it. */
export type Unreadable = Pick<Blocker, 'reason' | 'failure' | 'side'>;

/** What a blocker says beside its item. */
export type Why = Unreadable & Pick<Blocker, 'kind' | 'holder' | 'proof'>;

export function unreadable(failure: Failure, side: Side = 'destination'): Unreadable {
  return { reason: describeFailure(failure), failure, side };
}

/** The source repositories of those who want the digest, each once. */
export function sourcesOf(want: WantedDigest): string[] {
  return [...new Set(want.origins.map(({ claim }) => claim.source))];
}

/** One blocker for each of the tags that are wanted; one for the digest where there are none. */
export function blockersOf(destination: string, want: WantedDigest, why: Why): Blocker[] {
  const tags = want.tags.length > 0 ? want.tags.map((tag) => [tag]) : [[]];
  return tags.map((tag) => blockerOf(destination, want, tag, why));
}

export function blockerOf(
  destination: string,
  want: WantedDigest,
  tags: readonly string[],
  why: Why,
): Blocker {
  return { ...itemFor(destination, want, tags), tags, ...why };
}

type Item = Omit<Step, 'kind' | 'tags'> & { readonly digest: Digest };

/** What a line of a plan says of a digest, by the origin that gives it the first of the tags. */
export function itemFor(destination: string, want: WantedDigest, tags: readonly string[]): Item {
  return itemOf(destination, want, originOf(want.origins, want.digest, tags[0]));
}

export function itemOf(
  destination: string,
  want: WantedDigest,
  origin: Origin | undefined = want.origins[0],
): Item {
  if (!origin) throw new Error(`a digest that nobody wants: ${want.digest}`);
  const { image, source } = origin.claim;
  return { image: image.name, digest: want.digest, source, destination, where: whereOf(origin) };
}
