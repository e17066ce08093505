import type { ManifestLinks } from '@cip/audit';
import {
  InvalidManifestError,
  isIndexType,
  type ManifestContent,
  mediaTypes,
  type RawManifest,
  readManifest,
} from '@cip/oci';

const none: ManifestLinks = { children: [] };
const taggable: ManifestLinks = { children: [], mayBeTagged: true };

/**
 * What a manifest says about others. A body that is no manifest says nothing and never will, so it is a stranger
 * rather than something to be read again.
 */
export function linksOf(manifest: RawManifest): ManifestLinks {
  try {
    const content = readManifest(manifest);
    const { children, subject } = content;
    const mayBeTagged = !isOfImages(content);
    if (children.length === 0 && !subject) return mayBeTagged ? taggable : none;
    return {
      children: children.map(({ digest, mediaType }) => ({ digest, isIndex: isIndexType(mediaType) })),
      ...(subject && { subject: subject.digest }),
      ...(mayBeTagged && { mayBeTagged }),
    };
  } catch (error) {
    if (error instanceof InvalidManifestError) return none;
    throw error;
  }
}

/** False for what may be attached by a tag: some of it belongs to no image, or it lists what is for no platform. */
function isOfImages({ kind, blobs, children }: ManifestContent): boolean {
  if (kind === 'index') return children.some(({ platform }) => platform !== undefined);
  return blobs.every(({ mediaType }) => configs.has(mediaType) || layerOfImage.test(mediaType));
}

const configs = new Set<string>([mediaTypes.ociConfig, mediaTypes.dockerConfig]);
const layerOfImage = /^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\./;

/** What is known about a body that is too large to be a manifest. */
export const noLinks = none;
