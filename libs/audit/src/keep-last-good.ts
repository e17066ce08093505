import {
  type Image,
  type ImageDigest,
  type ManifestTree,
  type PromotionManifest,
  sortedBy,
} from '@cip/manifest';
import { type Concealed, concealedBy, type ConcealedImage, hidesDigest } from '@cip/plan';

/**
 * A newer tree in which everything that its mistakes hide is as it was in the older one, so that a mistake in a
 * manifest does not make what is in production look like nobody's. `problems` are those of the newer tree.
 */
export function keepLastGood(older: ManifestTree, newer: ManifestTree): ManifestTree {
  const concealed = concealedBy(newer.problems);
  const manifests = new Map(newer.manifests.map((manifest) => [manifest.name, manifest]));
  for (const before of older.manifests) {
    const after = manifests.get(before.name);
    if (concealed.subproject(before.name)) manifests.set(before.name, before);
    else if (after) manifests.set(before.name, completed(after, before, concealed));
  }
  return { ...newer, manifests: sortedBy(manifests.values(), ({ name }) => name) };
}

function completed(
  after: PromotionManifest,
  before: PromotionManifest,
  concealed: Concealed,
): PromotionManifest {
  const known = new Set(after.destinations.map(({ name }) => name));
  const destinations = before.destinations.filter(
    ({ name }) => !known.has(name) && concealed.destination(before.name, name),
  );
  const images = new Map(after.images.map((image) => [image.name, image]));
  for (const old of before.images) {
    const image = withHidden(images.get(old.name), old, concealed.image(before.name, old.name));
    if (image) images.set(old.name, image);
  }
  return {
    ...after,
    destinations: sortedBy([...after.destinations, ...destinations], ({ name }) => name),
    images: sortedBy(images.values(), ({ name }) => name),
  };
}

function withHidden(now: Image | undefined, old: Image, hidden: ConcealedImage): Image | undefined {
  const present = now?.digests ?? [];
  const known = new Set(present.map(({ digest }) => digest));
  const lost = old.digests.filter((entry) => !known.has(entry.digest) && hidesDigest(hidden, entry));
  if (lost.length === 0) return now;
  const taken = new Set(present.flatMap(({ tags }) => tags));
  const restored = lost.map((entry) => withoutTags(entry, taken));
  return { ...(now ?? old), digests: sortedBy([...present, ...restored], ({ digest }) => digest) };
}

/** A tag that the newer tree gives to another digest stays there. */
function withoutTags(entry: ImageDigest, taken: ReadonlySet<string>): ImageDigest {
  const free = entry.tags.map((tag) => !taken.has(tag));
  if (free.every(Boolean)) return entry;
  return {
    ...entry,
    tags: entry.tags.filter((_, i) => free[i]),
    tagOffsets: entry.tagOffsets.filter((_, i) => free[i]),
  };
}
