import {
  describeFailure,
  type Digest,
  type Failure,
  type FoundManifest,
  type RepositoryInventory,
} from '@cip/oci';
import { factsOf } from './failure-facts.js';
import { type HeldManifest, sortedHeld } from './held.js';
import type { RepositoryWork, Results } from './layout-writer.js';
import type { Lost } from './record.js';
import { isLost } from './why-lost.js';

/** What production could not give, with the facts, which no record keeps. */
export interface LostNow extends Lost {
  readonly failure: Failure;
}

/** What could not be copied, and may be by another try. */
export interface FailedNow {
  readonly digest: Digest;
  readonly tags: readonly string[];
  readonly error: unknown;
}

/** What became of one repository. */
export interface SettledRepository {
  /** What the backup holds of it by now, sorted by digest. */
  readonly held: readonly Pick<HeldManifest, 'digest' | 'tags'>[];
  readonly lost: readonly LostNow[];
  readonly failed: readonly FailedNow[];
}

/**
 * Decides what a repository is in the snapshot: what was there, what was copied, and under tags that an unfinished run had
 * given to something else, that; what production has lost; and what failed, such as an image all of whose tags that run gave away.
 */
export function settleRepository(
  { name, state, jobs }: Pick<RepositoryWork, 'name' | 'state' | 'jobs'>,
  results: Results,
): SettledRepository {
  const resultOf = new Map(jobs.map((job) => [job.digest, results.get(job)]));
  const held = new Map<Digest, string[]>();
  const lost: LostNow[] = lostTags(name, state);
  const failed: FailedNow[] = [];
  const hold = (digest: Digest, tags: readonly string[]): void => {
    held.set(digest, [...(held.get(digest) ?? []), ...tags].sort());
  };
  const settle = ({ digest, tags }: FoundManifest): void => {
    const result = resultOf.get(digest);
    if (result?.state === 'failed') {
      const { error } = result;
      if (isLost(error)) lost.push({ repository: name, digest, tags, ...factsOf(error) });
      else failed.push({ digest, tags, error });
      return;
    }
    const taken = new Map(result?.taken.map(({ tag, holder }) => [tag, holder as Digest]));
    // Where an earlier try gave away all of its tags, the image itself is not there either.
    if (result?.state === 'blocked') failed.push({ digest, tags, error: givenAway(taken) });
    else
      hold(
        digest,
        tags.filter((tag) => !taken.has(tag)),
      );
    for (const [tag, holder] of taken) hold(holder, [tag]);
  };
  for (const found of state.manifests.values()) settle(found);
  return { held: sortedHeld([...held].map(([digest, tags]) => ({ digest, tags }))), lost, failed };
}

function givenAway(taken: ReadonlyMap<string, Digest>): Error {
  const held = [...taken].map(([tag, holder]) => `${tag} to ${holder}`).join(', ');
  return new Error(`an earlier try of this hour gave ${held}, and tags never move; the next hour has it`);
}

/** Tags that production lists, and then denies to have. */
function lostTags(repository: string, { unknown }: RepositoryInventory): LostNow[] {
  return [...unknown].map(([tag, failure]) => ({
    repository,
    digest: '',
    tags: [tag],
    reason: describeFailure(failure),
    failure,
  }));
}
