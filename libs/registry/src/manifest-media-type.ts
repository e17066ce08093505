import { isManifestType, mediaTypes, parseJsonObject } from '@cip/oci';

/**
 * The media type of a manifest: as the header says, else as the body says, else by its shape. Undefined when the
 * body is no manifest: not a JSON object, or of no known shape and type.
 */
export function manifestMediaType(header: string, bytes: Uint8Array): string | undefined {
  const body = parseJsonObject(bytes);
  if (!body) return undefined;
  if (isManifestType(header)) return header;
  const said = body['mediaType'];
  if (typeof said === 'string' && isManifestType(said)) return said;
  return byShape(body) ?? (header.startsWith('application/vnd.') ? header : undefined);
}

function byShape(body: Readonly<Record<string, unknown>>): string | undefined {
  if (body['schemaVersion'] === 1) {
    return body['signatures'] === undefined ? mediaTypes.dockerSchema1 : mediaTypes.dockerSchema1Signed;
  }
  if (Array.isArray(body['manifests'])) return mediaTypes.ociIndex;
  return body['config'] !== undefined && Array.isArray(body['layers']) ? mediaTypes.ociManifest : undefined;
}
