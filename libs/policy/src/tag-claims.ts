import { type ImageDigest, type Place, placeOfTag, type Touched } from '@cip/manifest';
import { compareTexts } from '@cip/oci';
import type { Claim } from '@cip/plan';

/** One tag that one image of one manifest gives to one digest. */
export interface TagClaim {
  readonly claim: Claim;
  readonly entry: ImageDigest;
  readonly tag: string;
  /** Of the tag. */
  readonly place: Place;
}

/** The tags that some images give more than once: for each of them who does, in the order of files and lines. */
export function repeatedTags(claims: readonly Claim[]): TagClaim[][] {
  const repeated = namesOfRepeatedTags(claims);
  if (repeated.size === 0) return [];
  const byTag = new Map<string, TagClaim[]>();
  for (const claim of claims) {
    for (const entry of claim.image.digests) {
      for (const tag of entry.tags) {
        if (!repeated.has(tag)) continue;
        const tagClaim = { claim, entry, tag, place: placeOfTag(entry, tag) };
        const tagClaims = byTag.get(tag);
        if (tagClaims) tagClaims.push(tagClaim);
        else byTag.set(tag, [tagClaim]);
      }
    }
  }
  return [...byTag.values()].map((tagClaims) => tagClaims.sort((a, b) => comparePlaces(a.place, b.place)));
}

/** By file and offset. */
export function comparePlaces(a: Place, b: Place): number {
  return compareTexts(a.file.path, b.file.path) || a.offset - b.offset;
}

/** What a promotion leaves out when a tag must not be given. */
export function touchedBy({ claim: { manifest, image }, entry, tag }: TagClaim): Touched {
  return {
    subproject: manifest.name,
    source: manifest.source.name,
    image: image.name,
    digest: entry.digest,
    tags: [tag],
  };
}

function namesOfRepeatedTags(claims: readonly Claim[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { image } of claims) {
    for (const { tags } of image.digests) {
      for (const tag of tags) {
        const before = seen.size;
        if (seen.add(tag).size === before) repeated.add(tag);
      }
    }
  }
  return repeated;
}
