import type { Image, ImageDigest, ManifestTree, PromotionManifest } from '@cip/manifest';
import { type Concealed, concealedBy, type ConcealedImage, hidesDigest } from '@cip/plan';
import { sortBy } from 'es-toolkit/array';

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
  return { ...newer, manifests: sortBy([...manifests.values()], ['name']) };
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
    destinations: sortBy([...after.destinations, ...destinations], ['name']),
    images: sortBy([...images.values()], ['name']),
  };
}

function withHidden(now: Image | undefined, old: Image, hidden: ConcealedImage): Image | undefined {
  const present = now?.digests ?? [];
  const known = new Set(present.map(({ digest }) => digest));
  const lost = old.digests.filter((entry) => !known.has(entry.digest) && hidesDigest(hidden, entry));
  if (lost.length === 0) return now;
  const taken = new Set(present.flatMap(({ tags }) => tags));
  const restored = lost.map((entry) => withoutTags(entry, taken));
  return { ...(now ?? old), digests: sortBy([...present, ...restored], ['digest']) };
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
