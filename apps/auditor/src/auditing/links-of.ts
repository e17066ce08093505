import type { ManifestLinks } from '@cip/audit';
import { InvalidManifestError, isIndexType, type RawManifest, readManifest } from '@cip/oci';

const none: ManifestLinks = { children: [] };

/**
 * What a manifest says about others. A body that is no manifest says nothing and never will, so it is a stranger
 * rather than something to be read again.
 */
export function linksOf(manifest: RawManifest): ManifestLinks {
  try {
    const { children, subject } = readManifest(manifest);
    if (children.length === 0 && !subject) return none;
    return {
      children: children.map(({ digest, mediaType }) => ({ digest, isIndex: isIndexType(mediaType) })),
      ...(subject && { subject: subject.digest }),
    };
  } catch (error) {
    if (error instanceof InvalidManifestError) return none;
    throw error;
  }
}

/** What is known about a body that is too large to be a manifest. */
export const noLinks = none;
