import type { Image, ImageDigest, PromotionManifest, RegistryEntry, Touched } from '@cip/manifest';
import { groupBy } from '@cip/oci';

/**
 * Manifests without the parts that are touched: the whole manifest, a destination, an image, a digest or some tags. Where
 * only one destination has to do without an image, the manifest becomes two with the same name, so that the image still
 * goes to the others.
 */
export function withoutTouched(
  manifests: readonly PromotionManifest[],
  touches: readonly Touched[],
): readonly PromotionManifest[] {
  const bySubproject = groupBy(touches, ({ subproject }) => subproject);
  const everywhere = bySubproject.get(undefined) ?? [];
  return manifests.flatMap((manifest) => {
    const own = [...everywhere, ...(bySubproject.get(manifest.name) ?? [])];
    return own.length === 0 ? [manifest] : soundParts(manifest, own);
  });
}

function soundParts(manifest: PromotionManifest, touches: readonly Touched[]): PromotionManifest[] {
  const byRegistry = groupBy(touches, ({ registry }) => registry);
  const everywhere = byRegistry.get(undefined) ?? [];
  if (everywhere.some(isWhole)) return [];
  const groups = new Map<string, { destinations: RegistryEntry[]; touches: readonly Touched[] }>();
  for (const destination of manifest.destinations) {
    const own = byRegistry.get(destination.name) ?? [];
    if (own.some(isWhole)) continue;
    const key = JSON.stringify(own.map(({ image, digest, tags }) => [image, digest, tags]));
    const group = groups.get(key);
    if (group) group.destinations.push(destination);
    else groups.set(key, { destinations: [destination], touches: [...everywhere, ...own] });
  }
  return [...groups.values()].map((group) => ({
    ...manifest,
    destinations: group.destinations,
    images: soundImages(manifest.images, group.touches),
  }));
}

/** True for what concerns all that goes to a destination. */
function isWhole({ image, digest, tags }: Touched): boolean {
  return image === undefined && digest === undefined && tags === undefined;
}

function soundImages(images: readonly Image[], touches: readonly Touched[]): readonly Image[] {
  const byImage = groupBy(touches, ({ image }) => image);
  const all = byImage.get(undefined) ?? [];
  return images.flatMap((image) => {
    const own = [...all, ...(byImage.get(image.name) ?? [])];
    if (own.length === 0) return [image];
    const byDigest = groupBy(own, ({ digest }) => digest);
    const ofAll = byDigest.get(undefined) ?? [];
    const digests = image.digests.flatMap(
      (entry) => soundEntry(entry, [...ofAll, ...(byDigest.get(entry.digest) ?? [])]) ?? [],
    );
    return digests.length === 0 ? [] : [{ ...image, digests }];
  });
}

/** `touches` are about this digest. Undefined when no tag is left: a digest whose tag was refused must not go without one. */
function soundEntry(entry: ImageDigest, touches: readonly Touched[]): ImageDigest | undefined {
  if (touches.length === 0) return entry;
  if (touches.some(({ tags }) => tags === undefined || tags.length === 0)) return undefined;
  const refused = new Set(touches.flatMap(({ tags }) => tags ?? []));
  const kept = entry.tags.flatMap((tag, index) => (refused.has(tag) ? [] : [index]));
  if (kept.length === 0) return undefined;
  if (kept.length === entry.tags.length) return entry;
  return {
    ...entry,
    tags: kept.flatMap((index) => entry.tags[index] ?? []),
    tagOffsets: kept.flatMap((index) => entry.tagOffsets[index] ?? []),
  };
}
