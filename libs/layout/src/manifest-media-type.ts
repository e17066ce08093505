import { isManifestType, mediaTypes, parseJsonObject } from '@cip/oci';

/**
 * The media type of a manifest, which a layout keeps nowhere but in its bytes: as they say, else by their shape.
 * Undefined when they are no manifest.
 */
export function manifestMediaType(bytes: Uint8Array): string | undefined {
  const body = parseJsonObject(bytes);
  if (!body) return undefined;
  const said = body['mediaType'];
  if (typeof said === 'string') return isManifestType(said) ? said : undefined;
  if (Array.isArray(body['manifests'])) return mediaTypes.ociIndex;
  return body['config'] !== undefined && Array.isArray(body['layers']) ? mediaTypes.ociManifest : undefined;
}
