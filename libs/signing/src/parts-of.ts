import { type Descriptor, isDigest, isObject, parseJsonObject, type RawManifest } from '@cip/oci';

/** A configuration or layer as its manifest describes it. */
export interface DescribedPart extends Descriptor {
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Configuration and layers of a manifest, in their order and each of them: two signatures of one payload are two layers of one
 * digest, which differ in their annotations. Empty for what is no image manifest.
 */
export function partsOf({ bytes }: RawManifest): {
  readonly config?: DescribedPart;
  readonly layers: readonly DescribedPart[];
} {
  const manifest = parseJsonObject(bytes);
  const layers = manifest?.['layers'];
  const config = describedPart(manifest?.['config']);
  return {
    ...(config && { config }),
    layers: Array.isArray(layers) ? layers.flatMap((layer: unknown) => describedPart(layer) ?? []) : [],
  };
}

function describedPart(part: unknown): DescribedPart | undefined {
  if (!isObject(part)) return undefined;
  const { mediaType, digest, size, annotations } = part;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || !isDigest(digest)) return undefined;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return undefined;
  const texts = isObject(annotations) ? Object.entries(annotations) : [];
  const strings = texts.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { mediaType, digest, size, annotations: Object.fromEntries(strings) };
}
