import { takeInventory } from '@cip/inventory';
import type { CallOptions, Digest, Source } from '@cip/oci';
import { ContentCheck } from './check-content.js';
import { chooseForBlobs, type ConfirmationPlan } from './choose-confirmations.js';
import { tellsDamage } from './damage.js';
import type { HeldManifest } from './held.js';
import { indexTag } from './repository-index.js';

/** What a look at one repository of a backup has shown. */
export interface Confirmation {
  /** Images that should be there and are not, or are damaged. */
  readonly gone: ReadonlySet<Digest>;
  /** So is the index, or its tag. */
  readonly isIndexGone: boolean;
  /** All tags that are listed. */
  readonly tags: ReadonlySet<string>;
  /** Why something could not be read, so that nobody knows whether it is there. */
  readonly unknown?: string;
}

/**
 * Looks whether a repository still has what its index names, and the index itself: one listing where the registry lists
 * digests, and one HEAD for each otherwise; of some images, the blobs too. Rejects when it cannot be listed.
 */
export async function confirmRepository(
  place: Source,
  { held, index }: { readonly held: readonly HeldManifest[]; readonly index: Digest },
  plan: ConfirmationPlan,
  call: CallOptions,
): Promise<Confirmation> {
  const digests = [index, ...held.map(({ digest }) => digest)];
  const tags = [indexTag(index)];
  const listing = await place.list(call);
  const question = { tags, digests, untagged: digests };
  const inventory = await takeInventory(place, listing, { question, ...call });
  const isThere = (digest: Digest): boolean => inventory.manifests.has(digest);
  // What is there and damaged is as good as gone; of anything else that fails, nobody knows.
  const unread = new Set(
    [...inventory.unknown].flatMap(([reference, failure]) => (tellsDamage(failure) ? [] : [reference])),
  );
  const isGone = (digest: Digest): boolean => !isThere(digest) && !unread.has(digest);
  const isTagGone = !inventory.tags.has(indexTag(index)) && !unread.has(indexTag(index));
  const gone = new Set(held.map(({ digest }) => digest).filter(isGone));
  let unknown = [...inventory.unknown].find(([reference]) => unread.has(reference))?.[1].reason;
  const content = new ContentCheck('graph', call);
  const looking = chooseForBlobs(held.map(({ digest }) => digest).filter(isThere), plan).map(
    async (digest) => {
      const faults = await content.image(place, digest);
      if (faults.some(({ kind }) => kind !== 'unreachable')) gone.add(digest);
      unknown ??= faults.find(({ kind }) => kind === 'unreachable')?.reason;
    },
  );
  await Promise.all(looking);
  const listed = new Set(listing.tags.keys());
  const isIndexGone = isTagGone || isGone(index);
  return { gone, tags: listed, isIndexGone, ...(unknown !== undefined && { unknown }) };
}
