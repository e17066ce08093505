import type { RepositoryInventory } from '@cip/oci';
import type { PromisedImage } from '@cip/provenance';
import type { Step } from './plan.js';
import { sourcesOf } from './plan-items.js';
import type { Wanted, WantedDigest } from './wanted.js';

/** What is known of a repository. */
export interface Known {
  readonly wanted: Wanted;
  readonly found: RepositoryInventory;
}

/** An image that has, or gets, something attached, and the source that it comes from. */
export interface Carrier {
  readonly want: WantedDigest;
  readonly source: string;
  readonly isNew: boolean;
}

// More would only wait for their registry, and take memory.
export const imagesAtATime = 16;

/** The images of a repository that are in place, once for each of their sources, and those that the steps copy. */
export function carriersIn(steps: readonly Step[], { wanted, found }: Known): Carrier[] {
  const copied = new Map(
    steps.filter(({ kind }) => kind === 'copy').map((step) => [step.digest, step.source]),
  );
  return wanted.digests.flatMap((want): Carrier[] => {
    const isThere =
      found.manifests.has(want.digest) || want.tags.some((tag) => found.tags.get(tag) === want.digest);
    if (isThere) return sourcesOf(want).map((source) => ({ want, source, isNew: false }));
    const source = copied.get(want.digest);
    return source === undefined ? [] : [{ want, source, isNew: true }];
  });
}

/** As whoever looks for attached artifacts is asked about it. */
export function imageOf({ want, source, isNew }: Carrier, { found }: Known): PromisedImage {
  const mediaType = found.manifests.get(want.digest)?.mediaType ?? '';
  return { source, digest: want.digest, mediaType, isNew };
}
