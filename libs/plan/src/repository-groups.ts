import type { PromotionManifest, Steps } from '@cip/manifest';
import type { Claim } from './desired.js';
import { counterpart, sameContent, type TreeIndex } from './tree-index.js';

/** Destination repositories that the same images claimed in the older tree and claim in the newer: what holds for one holds for all. */
export interface RepositoryGroup {
  readonly names: readonly string[];
  readonly before: readonly Claim[];
  readonly after: readonly Claim[];
}

/** Positions in the lists of claims. */
interface Claimants {
  readonly before: number[];
  readonly after: number[];
}

/** The repositories that may be promised something else than before, grouped; those of equal images to equal registries are left out. */
export function* groupRepositories(older: TreeIndex, newer: TreeIndex): Steps<RepositoryGroup[]> {
  const endings = changedEndings(older, newer);
  if (endings.size === 0) return [];
  yield;
  const repositories = new Map<string, Claimants>();
  claim(repositories, 'before', older.claims, endings);
  yield;
  claim(repositories, 'after', newer.claims, endings);
  yield;
  const groups = new Map<string, RepositoryGroup & { readonly names: string[] }>();
  for (const [name, { before, after }] of repositories) {
    const key = `${before.join()} ${after.join()}`;
    const group = groups.get(key);
    if (group) group.names.push(name);
    else {
      groups.set(key, {
        names: [name],
        before: pick(older.claims, before),
        after: pick(newer.claims, after),
      });
    }
  }
  return [...groups.values()];
}

/** The registry of a repository that an image has in a manifest. */
export function registryOf(repository: string, { image }: Claim): string {
  return repository.slice(0, -image.name.length - 1);
}

/**
 * The last path segments of images that differ. Registry names nest, so that two images may share a repository although
 * their names differ, but these have the same last segment.
 */
function changedEndings(older: TreeIndex, newer: TreeIndex): Set<string> {
  const endings = new Set<string>();
  for (const one of older.claims) {
    const other = counterpart(newer, one);
    if (!other || !sameTargets(one.manifest, other.manifest) || !sameContent(one.image, other.image)) {
      endings.add(endingOf(one));
    }
  }
  for (const one of newer.claims) if (!counterpart(older, one)) endings.add(endingOf(one));
  return endings;
}

function endingOf({ image }: Claim): string {
  return image.name.slice(image.name.lastIndexOf('/') + 1);
}

function sameTargets(a: PromotionManifest, b: PromotionManifest): boolean {
  return (
    a.source.name === b.source.name &&
    a.destinations.length === b.destinations.length &&
    a.destinations.every((registry, i) => registry.name === b.destinations[i]?.name)
  );
}

function claim(
  repositories: Map<string, Claimants>,
  side: keyof Claimants,
  claims: readonly Claim[],
  endings: ReadonlySet<string>,
): void {
  for (const [position, one] of claims.entries()) {
    if (!endings.has(endingOf(one))) continue;
    for (const registry of one.manifest.destinations) {
      const name = `${registry.name}/${one.image.name}`;
      let claimants = repositories.get(name);
      if (!claimants) repositories.set(name, (claimants = { before: [], after: [] }));
      claimants[side].push(position);
    }
  }
}

function pick(claims: readonly Claim[], positions: readonly number[]): Claim[] {
  return positions.flatMap((position) => claims[position] ?? []);
}
