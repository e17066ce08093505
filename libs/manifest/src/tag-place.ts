import { indexOfSorted } from '@cip/oci';
import type { ImageDigest, Place } from './promotion-manifest.js';

/** Where a tag of a digest stands; for a tag that it does not have, the place of the digest. */
export function placeOfTag({ tags, tagOffsets, place }: ImageDigest, tag: string): Place {
  const offset = tagOffsets[indexOfSorted(tags, tag, (text) => text)];
  return offset === undefined ? place : { file: place.file, offset };
}
