import { artifactOf, isIndexType, type RawManifest, readManifest } from '@cip/oci';
import type { ManifestLinks } from './knowledge.js';

/** What a manifest says about others. Throws `InvalidManifestError` for a body that is none. */
export function linksOf(manifest: RawManifest): ManifestLinks {
  const content = readManifest(manifest);
  const { children, subject } = content;
  const artifact = artifactOf(content);
  if (children.length === 0 && !subject && !artifact) return noLinks;
  return {
    children: children.map(({ digest, mediaType }) => ({ digest, isIndex: isIndexType(mediaType) })),
    ...(subject && { subject: subject.digest }),
    ...(artifact && { artifact }),
  };
}

/** What is known of a body that is no manifest, or too large for one: it says nothing, and never will. */
export const noLinks: ManifestLinks = { children: [] };
