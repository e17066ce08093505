import { sortBy } from 'es-toolkit/array';
import type { DestinationContent } from '../canonical/write-manifests.js';
import type { PromotionManifest } from '../promotion-manifest.js';

/** The destinations of a new subproject. */
export interface LikeDestinations {
  readonly destinations: readonly DestinationContent[];
  /** How many of them are the very ones of the other subproject. */
  readonly shared: number;
}

/**
 * The destinations of another subproject, in the order of its file, with the name of a new one in place of the other's
 * where their path ends with it. Folders of subprojects may begin with something that paths do not have, `stagingPrefix` or
 * what the two names have in common: `k8s-staging-tools` promotes to `…/images/tools`.
 */
export function destinationsLike(
  { name: other, destinations }: PromotionManifest,
  subproject: string,
  stagingPrefix = '',
): LikeDestinations {
  const inOrder = sortBy([...destinations], [({ place }) => place.offset]);
  const like = inOrder.map(({ name, serviceAccount }): DestinationContent => {
    const renamed = renamedEnd(name, other, subproject, stagingPrefix);
    return { name: renamed, ...(serviceAccount !== undefined && { serviceAccount }) };
  });
  const known = new Set(destinations.map(({ name }) => name));
  return { destinations: like, shared: like.filter(({ name }) => known.has(name)).length };
}

function renamedEnd(destination: string, other: string, subproject: string, stagingPrefix: string): string {
  const slash = destination.lastIndexOf('/');
  const end = destination.slice(slash + 1);
  if (slash < 0 || !other.endsWith(end)) return destination;
  const prefix = other.slice(0, -end.length);
  const isCommon = prefix.endsWith('-') && subproject.startsWith(prefix);
  if (prefix !== '' && prefix !== stagingPrefix && !isCommon) return destination;
  const name = subproject.startsWith(prefix) ? subproject.slice(prefix.length) : subproject;
  return `${destination.slice(0, slash + 1)}${name}`;
}
