import {
  type CallOptions,
  describeFailure,
  type Descriptor,
  type Digest,
  type Failure,
  type FoundManifest,
  type RepositoryInventory,
  type Source,
} from '@cip/oci';
import { factsOf } from './failure-facts.js';
import type { HeldManifest } from './held.js';
import type { RepositoryWork, Results } from './layout-writer.js';
import type { Lost } from './record.js';
import { isLost } from './why-lost.js';

/** What production could not give, with the facts, which no record keeps. */
interface LostNow extends Lost {
  readonly failure: Failure;
}

/** What the backup holds of a repository after its jobs. */
export interface HeldAfter {
  readonly held: readonly HeldManifest[];
  /** What production could not give. */
  readonly lost: readonly LostNow[];
  /** What failed, and may succeed when it is tried again. */
  readonly failed: readonly {
    readonly digest: Digest;
    readonly tags: readonly string[];
    readonly error: unknown;
  }[];
}

/**
 * Puts together what a repository is in the snapshot: what was there, what was copied, and under tags that an unfinished
 * run had written for something else, that. Sizes that no listing tells are read from manifests.
 */
export async function heldAfter(
  { name, state, jobs, kept }: RepositoryWork,
  results: Results,
  place: Source,
  call: CallOptions,
): Promise<HeldAfter> {
  const jobOf = new Map(jobs.map((job) => [job.digest, job]));
  const held = new Map<Digest, HeldManifest>();
  const lost: LostNow[] = lostTags(state).map((one) => ({ repository: name, ...one }));
  const failed: HeldAfter['failed'][number][] = [];
  const describe = async (digest: Digest): Promise<Pick<Descriptor, 'mediaType' | 'size'>> => {
    const found = state.manifests.get(digest);
    if (found?.size !== undefined && found.mediaType !== '') return { ...found, size: found.size };
    // What was just copied has been read, and is kept by the client.
    const read = async (): Promise<Descriptor | undefined> =>
      (await jobOf.get(digest)?.source.fetchManifest(digest, call))?.descriptor;
    const known = kept.get(digest) ?? (await read()) ?? (await place.resolve(digest, call));
    if (known) return known;
    throw new Error(`${digest} was copied to the backup of ${name}, and is not there`);
  };
  const hold = async (digest: Digest, tags: readonly string[]): Promise<void> => {
    const { mediaType, size } = await describe(digest);
    const more = held.get(digest)?.tags ?? [];
    held.set(digest, { digest, mediaType, size, tags: [...more, ...tags].sort() });
  };
  const settle = async ({ digest, tags }: FoundManifest): Promise<void> => {
    const job = jobOf.get(digest);
    const result = job && results.get(job);
    if (result?.state === 'failed') {
      const { error } = result;
      if (isLost(error)) lost.push({ repository: name, digest, tags, ...factsOf(error) });
      else failed.push({ digest, tags, error });
      return;
    }
    const taken = new Map(result?.taken.map(({ tag, holder }) => [tag, holder as Digest]));
    const own = tags.filter((tag) => !taken.has(tag));
    if (result?.state !== 'blocked') await hold(digest, own);
    for (const [tag, holder] of taken) await hold(holder, [tag]);
  };
  await Promise.all([...state.manifests.values()].map(settle));
  return { held: [...held.values()], lost, failed };
}

/** Tags that production lists, and then denies to have. */
function lostTags({ unknown }: RepositoryInventory): Omit<LostNow, 'repository'>[] {
  return [...unknown].map(([tag, failure]) => ({
    digest: '',
    tags: [tag],
    reason: describeFailure(failure),
    failure,
  }));
}
