import type { RawManifest } from './descriptor.js';
import { parseJsonObject } from './json-object.js';

/**
 * Why a manifest can be read in two ways, as half a sentence; undefined: it cannot. Its body must name the media type under
 * which the registry serves it, or none, and be an image or an index, not both (CVE-2021-41190; distribution-spec v1.1,
 * "Pushing Manifests").
 */
export function contradictionIn({ descriptor, bytes }: RawManifest): string | undefined {
  const body = parseJsonObject(bytes);
  if (!body) return undefined;
  const { mediaType } = body;
  if (typeof mediaType === 'string' && mediaType !== descriptor.mediaType) {
    return `the registry serves it as ${descriptor.mediaType}, its body says ${JSON.stringify(mediaType.slice(0, 100))}`;
  }
  const has = (key: string): boolean => body[key] !== undefined && body[key] !== null;
  const ofImage = ['layers', 'config'].find(has);
  return ofImage !== undefined && has('manifests') ? `it has both "manifests" and "${ofImage}"` : undefined;
}
