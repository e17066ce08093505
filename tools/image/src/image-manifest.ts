import { type Descriptor, digestOf, mediaTypes, type RawManifest } from '@cip/oci';
import type { BaseImage, BaseVariant } from './base-image.js';
import type { JsonObject } from './json-object.js';

// The bytes are the same, only the names differ.
const ociLayerTypes: Readonly<Record<string, string>> = {
  [mediaTypes.dockerLayerGzip]: mediaTypes.ociLayerGzip,
  'application/vnd.docker.image.rootfs.diff.tar': 'application/vnd.oci.image.layer.v1.tar',
  'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip':
    'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
};

/** The OCI manifest of an image that has all layers of its base, and one of its own (image-spec v1.1). */
export function imageManifest(
  base: BaseImage,
  variant: BaseVariant,
  config: Descriptor,
  layer: Descriptor,
): RawManifest {
  const layers = variant.layers.map((one) => ({
    ...one,
    mediaType: ociLayerTypes[one.mediaType] ?? one.mediaType,
  }));
  return rawManifest(mediaTypes.ociManifest, {
    config,
    layers: [...layers, layer],
    annotations: { ...nameOf(base), 'org.opencontainers.image.base.digest': variant.digest },
  });
}

/** The OCI index of images for several platforms, in the order of the base. */
export function imageIndex(base: BaseImage, manifests: readonly RawManifest[]): RawManifest {
  return rawManifest(mediaTypes.ociIndex, {
    manifests: manifests.map(({ descriptor }, i) => ({
      ...descriptor,
      platform: base.variants[i]?.platform,
    })),
    annotations: {
      ...nameOf(base),
      'org.opencontainers.image.base.digest': base.manifest.descriptor.digest,
    },
  });
}

function nameOf({ reference }: BaseImage): Readonly<Record<string, string>> {
  return { 'org.opencontainers.image.base.name': reference };
}

function rawManifest(mediaType: string, content: JsonObject): RawManifest {
  const bytes = toJson({ schemaVersion: 2, mediaType, ...content });
  return { descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength }, bytes };
}

/** In UTF-8, without spaces. */
export function toJson(value: JsonObject): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}
