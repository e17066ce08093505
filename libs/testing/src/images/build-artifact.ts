import { type Descriptor, digestOf, mediaTypes } from '@cip/oci';
import { type Blob, blobOf, type Image, serialize } from './image.js';
import { seededBytes } from './random-bytes.js';

/** What an artifact says of itself; each field has a default or is left out of the manifest. */
export interface ArtifactOptions {
  /** Of the manifest. Default: application/vnd.example.sbom.v1. */
  readonly artifactType?: string;
  /** Of the one layer. Default: application/octet-stream. */
  readonly layerType?: string;
  /** Bytes of the one layer. Default: 256. */
  readonly size?: number;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An OCI artifact with an empty config and one layer of any media type; with a subject it is a referrer. */
export function buildArtifact(seed: string, options: ArtifactOptions = {}): Image {
  const { artifactType = 'application/vnd.example.sbom.v1', layerType = 'application/octet-stream' } =
    options;
  const layer = blobOf(seededBytes(seed, options.size ?? 256));
  const empty = blobOf(new TextEncoder().encode('{}'));
  return manifestOf({
    artifactType,
    config: { mediaType: mediaTypes.ociEmpty, blob: empty },
    layer: { mediaType: layerType, blob: layer },
    ...(options.subject && { subject: options.subject }),
    ...(options.annotations && { annotations: options.annotations }),
  });
}

/**
 * An image as cosign attaches it under the tag `sha256-<hex>.sig`: its payload names what is signed, the manifest
 * has no `subject`.
 */
export function buildSignature(subject: Descriptor): Image {
  const payload = {
    critical: {
      identity: { 'docker-reference': '' },
      image: { 'docker-manifest-digest': subject.digest },
      type: 'cosign container image signature',
    },
    optional: null,
  };
  const layer = blobOf(serialize(payload, 'oci'));
  const config = blobOf(serialize({ rootfs: { type: 'layers', diff_ids: [layer.digest] } }, 'oci'));
  return manifestOf({
    config: { mediaType: mediaTypes.ociConfig, blob: config },
    layer: { mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json', blob: layer },
  });
}

interface TypedBlob {
  readonly mediaType: string;
  readonly blob: Blob;
}

interface ArtifactParts {
  readonly artifactType?: string;
  readonly config: TypedBlob;
  readonly layer: TypedBlob;
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

function manifestOf({ config, layer, ...rest }: ArtifactParts): Image {
  const mediaType = mediaTypes.ociManifest;
  const parts = { config: describe(config), layers: [describe(layer)] };
  const bytes = serialize({ schemaVersion: 2, mediaType, ...parts, ...rest }, 'oci');
  const blobs = new Map([config, layer].map(({ blob }) => [blob.digest, blob.bytes]));
  return {
    descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength },
    bytes,
    blobs,
    children: [],
  };
}

function describe({ mediaType, blob }: TypedBlob): Descriptor {
  return { mediaType, digest: blob.digest, size: blob.bytes.byteLength };
}
