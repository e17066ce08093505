import {
  type Descriptor,
  isForeignLayerType,
  isObject,
  type ManifestContent,
  mediaTypes,
  parseJsonObject,
  type Platform,
} from '@cip/oci';

/** What a configuration says of its image (image-spec v1.1, "Image Configuration"); what is odd is left out. */
export interface ConfigFacts {
  readonly platform?: string;
  readonly created?: string;
  readonly revision?: string;
}

const configTypes: ReadonlySet<string> = new Set([mediaTypes.ociConfig, mediaTypes.dockerConfig]);
const layerTypes = ['application/vnd.oci.image.layer.', 'application/vnd.docker.image.rootfs.'];

/** Undefined when the bytes are no JSON object. */
export function readConfig(bytes: Uint8Array): ConfigFacts | undefined {
  const body = parseJsonObject(bytes);
  if (!body) return undefined;
  const { os, architecture, variant } = body;
  const labels = isObject(body['config']) ? body['config']['Labels'] : undefined;
  const platform =
    typeof os === 'string' && typeof architecture === 'string'
      ? formatPlatform({ os, architecture, ...(typeof variant === 'string' && { variant }) })
      : undefined;
  return {
    ...(platform !== undefined && { platform }),
    ...dated(body['created']),
    ...revised(isObject(labels) ? labels : {}),
  };
}

/** The same from the annotations of a manifest (image-spec v1.1, "Pre-Defined Annotation Keys"). */
export function readAnnotations(manifest: Uint8Array): ConfigFacts {
  const annotations = parseJsonObject(manifest)?.['annotations'];
  if (!isObject(annotations)) return {};
  return { ...dated(annotations['org.opencontainers.image.created']), ...revised(annotations) };
}

/** `os/architecture[/variant]`; undefined for what names no platform, such as the `unknown` of attestations. */
export function formatPlatform({ os, architecture, variant = '' }: Platform): string | undefined {
  const parts = [os, architecture, ...(variant === '' ? [] : [variant])];
  const sound = parts.every((part) => /^[\w.+-]{1,64}$/.test(part)) && os !== 'unknown';
  return sound ? parts.join('/') : undefined;
}

/**
 * True for manifests that use the form of an image for something else (image-spec v1.1, "Guidelines for Artifact
 * Usage"). Older ones, such as signatures by cosign, have an image's configuration, but no layer of an image.
 */
export function isArtifact({
  kind,
  blobs: [config, ...layers],
  subject,
  artifactType,
}: ManifestContent): boolean {
  if (subject !== undefined || artifactType !== undefined) return true;
  if (kind !== 'image') return false;
  if (!configTypes.has(config?.mediaType ?? '')) return true;
  return layers.length > 0 && !layers.some(isImageLayer);
}

function isImageLayer({ mediaType }: Descriptor): boolean {
  return layerTypes.some((prefix) => mediaType.startsWith(prefix)) || isForeignLayerType(mediaType);
}

function dated(created: unknown): Pick<ConfigFacts, 'created'> {
  if (typeof created !== 'string') return {};
  return /^\d{4}-\d\d-\d\d[Tt][\d:.]{8,20}(?:[Zz]|[+-]\d\d:\d\d)$/.test(created) ? { created } : {};
}

function revised(labels: Readonly<Record<string, unknown>>): Pick<ConfigFacts, 'revision'> {
  const revision = labels['org.opencontainers.image.revision'];
  // It goes into reports: nothing that is long or does not print.
  return typeof revision === 'string' && /^[\x20-\x7e]{1,256}$/.test(revision) ? { revision } : {};
}
