import type { Completeness, Listing } from '@cip/oci';

/**
 * Up to here Google vouches for its listings: "the response may be incomplete" beyond 10,000 images or tags (Artifact
 * Registry, "Listing images and tags").
 */
const googleVouchesFor = 10_000;

/** What the listing of a repository tells of it, as long as nothing contradicts it. */
export function completenessOf({ manifests, tags }: Listing): Completeness {
  if (!manifests) {
    return { kind: 'tags-only', reason: 'the registry lists tags, and not the digests that have none' };
  }
  const entries = Math.max(manifests.size, tags.size);
  if (entries <= googleVouchesFor) return { kind: 'complete' };
  const reason = `the listing has ${entries} entries, and may lack some: Google vouches for ${googleVouchesFor}`;
  return { kind: 'unknown', reason };
}

/** Whether the listing says that nothing is there: it is empty, or the registry does not know the repository. */
export function saysNothingIsThere({ exists, manifests, tags }: Listing): boolean {
  return !exists || tags.size + (manifests?.size ?? 0) === 0;
}
