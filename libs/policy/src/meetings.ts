import { limits, type ManifestTree, type PromotionManifest } from '@cip/manifest';
import { groupBy } from '@cip/oci';
import type { Claim } from '@cip/plan';

/** Images that go to the same destination repositories. */
export interface Meeting {
  /** At least two, in the order of the tree. */
  readonly claims: readonly [Claim, ...Claim[]];
  /** At least one. */
  readonly repositories: readonly string[];
}

const known = new WeakMap<ManifestTree, readonly Meeting[]>();

/** Where images of a tree meet; found once for each tree. Names of registries nest, so the names of the images may differ. */
export function meetingsOf(tree: ManifestTree): readonly Meeting[] {
  let meetings = known.get(tree);
  if (!meetings) known.set(tree, (meetings = findMeetings(tree.manifests)));
  return meetings;
}

/** The meetings whose tags are compared, as many as {@link limits} allow, and the others. */
export function comparedMeetings(
  tree: ManifestTree,
): Readonly<Record<'meetings' | 'others', readonly Meeting[]>> {
  const all = meetingsOf(tree);
  let tags = 0;
  const end = all.findIndex(({ claims }) => (tags += tagsIn(claims)) > limits.comparedTags);
  return end < 0 ? { meetings: all, others: [] } : { meetings: all.slice(0, end), others: all.slice(end) };
}

function tagsIn(claims: readonly Claim[]): number {
  let amount = 0;
  for (const { image } of claims) for (const { tags } of image.digests) amount += tags.length;
  return amount;
}

/** All images of all manifests, as claims on repositories. */
export function claimsOf(manifests: readonly PromotionManifest[]): Claim[] {
  return manifests.flatMap((manifest) =>
    manifest.images.map((image) => ({ manifest, image, source: `${manifest.source.name}/${image.name}` })),
  );
}

/** The destination repositories of an image. */
export function repositoriesOf({ manifest, image }: Claim): string[] {
  return manifest.destinations.map((registry) => `${registry.name}/${image.name}`);
}

/** Only images whose names end alike can meet, so that few names of repositories are ever put together. */
function findMeetings(manifests: readonly PromotionManifest[]): Meeting[] {
  const byEnding = groupBy(claimsOf(manifests), ({ image }) =>
    image.name.slice(image.name.lastIndexOf('/') + 1),
  );
  return [...byEnding.values()].filter((claims) => claims.length > 1).flatMap(meetingsAmong);
}

/** One repository that an image goes to; `number` is the image's position among the candidates. */
interface Wish {
  readonly repository: string;
  readonly claim: Claim;
  readonly number: number;
}

/** Repositories where the same images meet are one meeting. */
function meetingsAmong(candidates: readonly Claim[]): Meeting[] {
  const wishes = candidates.flatMap((claim, number): Wish[] =>
    repositoriesOf(claim).map((repository) => ({ repository, claim, number })),
  );
  const shared = [...groupBy(wishes, ({ repository }) => repository).values()].filter(
    ({ length }) => length > 1,
  );
  const alike = groupBy(shared, (group) => group.map(({ number }) => number).join());
  return [...alike.values()].map((groups) => ({
    claims: claimsIn(groups[0]),
    repositories: groups.map(([wish]) => wish.repository),
  }));
}

function claimsIn([first, ...others]: readonly [Wish, ...Wish[]]): [Claim, ...Claim[]] {
  return [first.claim, ...others.map(({ claim }) => claim)];
}
