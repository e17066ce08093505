import type { WriteOnceTarget } from '@cip/oci';
import type { MadeArtifact } from './made-artifact.js';

/** Pushes an artifact as whoever attaches it does: blobs first, with a client that can only add. */
export async function pushMade(
  target: WriteOnceTarget,
  { manifest, blobs, tag }: MadeArtifact,
): Promise<void> {
  for (const { descriptor, bytes } of blobs) {
    if (await target.hasBlob(descriptor)) continue;
    const upload = await target.openUpload(descriptor);
    if (upload === 'mounted') continue;
    await upload.send(async function* (offset) {
      yield await Promise.resolve(bytes.subarray(offset));
    });
  }
  await target.pushManifest(manifest, tag === undefined ? {} : { tag });
}
