import { type CallOptions, type Descriptor, mediaTypes, type WriteOnceTarget } from '@cip/oci';
import type { MadeArtifact } from './made-artifact.js';

/** The empty configuration is that of every bundle. All else has a signature, which nobody has made before. */
function isShared({ mediaType }: Descriptor): boolean {
  return mediaType === mediaTypes.ociEmpty;
}

/**
 * Pushes an artifact, its blobs first, and enters it into the list of referrers where the registry does not do that. Rejects with
 * `TagMovedError` where its tag has something else.
 */
export async function pushMade(
  target: WriteOnceTarget,
  { manifest, blobs, tag }: MadeArtifact,
  options: CallOptions = {},
): Promise<void> {
  for (const { descriptor, bytes } of blobs) {
    if (isShared(descriptor) && (await target.hasBlob(descriptor, options))) continue;
    const upload = await target.openUpload(descriptor, options);
    if (upload === 'mounted') continue;
    await upload.send(async function* (offset) {
      yield await Promise.resolve(bytes.subarray(offset));
    }, options);
  }
  await target.pushManifest(manifest, { ...options, ...(tag !== undefined && { tag }) });
}
