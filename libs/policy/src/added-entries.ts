import type { Image, ImageDigest, ManifestTree, PromotionManifest, Touched } from '@cip/manifest';

/** Where a manifest asks for a digest of a source repository. */
export interface AddedEntry {
  readonly manifest: PromotionManifest;
  readonly image: Image;
  readonly entry: ImageDigest;
}

/** Who asks for a digest of a source repository, in the order of the tree; more than one where manifests share a source. */
export function entriesFor(
  { manifests }: ManifestTree,
  { source, digest }: { readonly source: string; readonly digest: string },
): AddedEntry[] {
  return manifests.flatMap((manifest) => {
    if (!source.startsWith(`${manifest.source.name}/`)) return [];
    const name = source.slice(manifest.source.name.length + 1);
    const image = manifest.images.find((candidate) => candidate.name === name);
    const entry = image?.digests.find((candidate) => candidate.digest === digest);
    return image && entry ? [{ manifest, image, entry }] : [];
  });
}

/** What a finding about an entry touches; by default with all its tags. */
export function touchedEntry({ manifest, image, entry }: AddedEntry, tags = entry.tags): Touched {
  return {
    subproject: manifest.name,
    source: manifest.source.name,
    image: image.name,
    digest: entry.digest,
    tags,
  };
}
