import { digestOf, mediaTypes } from '@cip/oci';
import { type Image, serialize } from './image.js';

/**
 * What stands under the referrers tag `sha256-<hex>` where a registry has no referrers API (distribution-spec v1.1, "Referrers Tag
 * Schema"). Each of the referrers is a child, so that all of them are pushed with it.
 */
export function buildReferrersIndex(referrers: readonly Image[]): Image {
  const mediaType = mediaTypes.ociIndex;
  const manifests = referrers.map(({ descriptor }) => descriptor);
  const bytes = serialize({ schemaVersion: 2, mediaType, manifests }, 'oci');
  return {
    descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength },
    bytes,
    blobs: new Map(),
    children: referrers,
  };
}
