import type { Image, ImageDigest, ManifestTree, PromotionManifest } from '@cip/manifest';
import type { Claim } from './desired.js';

/** A tree with its manifests by name, and its images by manifest and name. */
export interface TreeIndex {
  readonly manifests: ReadonlyMap<string, PromotionManifest>;
  /** Sorted by manifest and image. */
  readonly claims: readonly Claim[];
  find(manifest: string, image: string): Claim | undefined;
}

export function indexTree({ manifests }: ManifestTree): TreeIndex {
  const claims = manifests.flatMap((manifest) =>
    manifest.images.map((image) => ({ manifest, image, source: `${manifest.source.name}/${image.name}` })),
  );
  const byNames = new Map(claims.map((claim) => [keyOf(claim.manifest.name, claim.image.name), claim]));
  return {
    manifests: new Map(manifests.map((manifest) => [manifest.name, manifest])),
    claims,
    find: (manifest, image) => byNames.get(keyOf(manifest, image)),
  };
}

/** The image of the same name in the manifest of the same name. */
export function counterpart(tree: TreeIndex, { manifest, image }: Claim): Claim | undefined {
  return tree.find(manifest.name, image.name);
}

/** True when both promote the same digests under the same tags. */
export function sameContent(a: Image, b: Image): boolean {
  return (
    a.digests.length === b.digests.length &&
    a.digests.every((entry, i) => {
      const other = b.digests[i];
      return other !== undefined && sameEntry(entry, other);
    })
  );
}

function sameEntry(a: ImageDigest, b: ImageDigest): boolean {
  return (
    a.digest === b.digest && a.tags.length === b.tags.length && a.tags.every((tag, i) => tag === b.tags[i])
  );
}

// An image name has no spaces; the name of a manifest may.
function keyOf(manifest: string, image: string): string {
  return `${image} ${manifest}`;
}
