import { isObject } from './json-object.js';
import type { Descriptor, RawManifest } from './descriptor.js';
import { isDigest } from './digest.js';
import { InvalidManifestError } from './errors.js';
import { isForeignLayerType, isIndexType, isManifestType, isSchema1Type } from './media-types.js';

/**
 * What a manifest refers to. `blobs` are what a copy must bring (config and layers, each digest once, foreign
 * layers left out), `children` the manifests of an index.
 */
export interface ManifestContent {
  readonly kind: 'image' | 'index' | 'schema1';
  readonly blobs: readonly Descriptor[];
  readonly children: readonly Descriptor[];
  readonly config?: Descriptor;
  /** Of an image: in their order and each of them, foreign ones left out. */
  readonly layers?: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly artifactType?: string;
}

const mostReferences = 20_000;

/**
 * Reads the references out of a manifest; the media type decides how. An entry of an index with a media type that
 * is no manifest's is a blob, as old build caches have it. Throws {@link InvalidManifestError}.
 */
export function readManifest(manifest: RawManifest): ManifestContent {
  const { digest, mediaType } = manifest.descriptor;
  if (isSchema1Type(mediaType)) return { kind: 'schema1', blobs: [], children: [] };
  const fail = (reason: string): never => {
    throw new InvalidManifestError(digest, reason);
  };
  const body = parseObject(manifest.bytes) ?? fail('it is not a JSON object');
  const descriptors = (key: string): Descriptor[] => {
    const list = body[key] ?? [];
    if (!Array.isArray(list)) return fail(`"${key}" is not a list`);
    if (list.length > mostReferences) return fail(`"${key}" has more than ${mostReferences} entries`);
    return list.map((entry, i) => toDescriptor(entry) ?? fail(`"${key}[${i}]" is not a descriptor`));
  };
  const optional = (key: string): Descriptor | undefined =>
    body[key] === undefined || body[key] === null
      ? undefined
      : (toDescriptor(body[key]) ?? fail(`"${key}" is not a descriptor`));

  const subject = optional('subject');
  const artifactType = typeof body['artifactType'] === 'string' ? body['artifactType'] : undefined;
  const shared = { ...(subject && { subject }), ...(artifactType !== undefined && { artifactType }) };
  if (isIndexType(mediaType)) {
    if (!Array.isArray(body['manifests'])) fail('an index without "manifests"');
    const entries = descriptors('manifests');
    return {
      kind: 'index',
      children: unique(entries.filter((entry) => isManifestType(entry.mediaType))),
      blobs: unique(entries.filter((entry) => !isManifestType(entry.mediaType))),
      ...shared,
    };
  }
  const config = optional('config') ?? fail('an image manifest without "config"');
  const layers = descriptors('layers').filter((layer) => !isForeignLayerType(layer.mediaType));
  return { kind: 'image', blobs: unique([config, ...layers]), children: [], config, layers, ...shared };
}

function unique(descriptors: readonly Descriptor[]): Descriptor[] {
  return [...new Map(descriptors.map((descriptor) => [descriptor.digest, descriptor])).values()];
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function toDescriptor(value: unknown): Descriptor | undefined {
  if (!isObject(value)) return undefined;
  const { mediaType, digest, size } = value;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  return {
    mediaType,
    digest,
    size,
    ...(typeof value['artifactType'] === 'string' && { artifactType: value['artifactType'] }),
    ...(isStringMap(value['annotations']) && { annotations: value['annotations'] }),
    ...(isPlatform(value['platform']) && { platform: value['platform'] }),
  };
}

function isStringMap(value: unknown): value is Record<string, string> {
  return isObject(value) && Object.values(value).every((entry) => typeof entry === 'string');
}

function isPlatform(value: unknown): value is NonNullable<Descriptor['platform']> {
  return isObject(value) && typeof value['architecture'] === 'string' && typeof value['os'] === 'string';
}
