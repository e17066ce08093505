import { isIndexType, type ManifestContent, mediaTypes, type RawManifest, readManifest } from '@cip/oci';
import type { Artifact, ManifestLinks } from './knowledge.js';

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

/** Undefined for what somebody could run: it is no artifact, whatever it says of itself. */
function artifactOf({ kind, blobs, children }: ManifestContent): Artifact | undefined {
  if (kind === 'index') {
    const isOfImages = children.some(({ platform }) => platform !== undefined);
    return isOfImages ? undefined : { kind: 'list', layers: [] };
  }
  const [config, ...layers] = blobs;
  if (kind === 'schema1' || !config) return undefined;
  const isRunnable = layers.length === 0 || layers.some(({ mediaType }) => layerOfImage.test(mediaType));
  if (configs.has(config.mediaType) && isRunnable) return undefined;
  return { kind: 'manifest', layers: layers.map(({ digest, mediaType }) => ({ digest, mediaType })) };
}

const configs = new Set<string>([mediaTypes.ociConfig, mediaTypes.dockerConfig]);
const layerOfImage = /^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\./;
