import type { Image, ImageDigest, ManifestTree, PromotionManifest, Touched } from '@cip/manifest';
import { groupBy } from '@cip/oci';
import type { Claim } from '@cip/plan';
import { claimsOf } from './meetings.js';

/** Where a manifest asks for a digest of a source repository. */
export interface AddedEntry {
  readonly manifest: PromotionManifest;
  readonly image: Image;
  readonly entry: ImageDigest;
}

const known = new WeakMap<ManifestTree, ReadonlyMap<string, readonly Claim[]>>();

/** Who asks for a digest of a source repository, in the order of the tree; more than one where manifests share a source. */
export function entriesFor(
  tree: ManifestTree,
  { source, digest }: { readonly source: string; readonly digest: string },
): AddedEntry[] {
  let claims = known.get(tree);
  if (!claims) known.set(tree, (claims = claimsBySource(tree)));
  return (claims.get(source) ?? []).flatMap(({ manifest, image }) => {
    const entry = image.digests.find((candidate) => candidate.digest === digest);
    return entry ? [{ manifest, image, entry }] : [];
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

function claimsBySource(tree: ManifestTree): ReadonlyMap<string, readonly Claim[]> {
  return groupBy(claimsOf(tree.manifests), ({ source }) => source);
}
