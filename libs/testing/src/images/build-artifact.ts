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
    layers: [{ mediaType: layerType, blob: layer }],
    ...(options.subject && { subject: options.subject }),
    ...(options.annotations && { annotations: options.annotations }),
  });
}

/**
 * An image as cosign attaches it under the tag `sha256-<hex>.sig`: its payload names what is signed, the manifest
 * has no `subject`. Each further signer adds a layer, and leaves the others as they were.
 */
export function buildSignature(subject: Descriptor, signers = 1): Image {
  const layers = Array.from({ length: signers }, (_, i) => blobOf(serialize(payloadOf(subject, i), 'oci')));
  const diffIds = layers.map(({ digest }) => digest);
  const config = blobOf(serialize({ rootfs: { type: 'layers', diff_ids: diffIds } }, 'oci'));
  const mediaType = 'application/vnd.dev.cosign.simplesigning.v1+json';
  return manifestOf({
    config: { mediaType: mediaTypes.ociConfig, blob: config },
    layers: layers.map((blob) => ({ mediaType, blob })),
  });
}

function payloadOf(subject: Descriptor, signer: number): object {
  return {
    critical: {
      identity: { 'docker-reference': '' },
      image: { 'docker-manifest-digest': subject.digest },
      type: 'cosign container image signature',
    },
    optional: signer === 0 ? null : { signer },
  };
}

interface TypedBlob {
  readonly mediaType: string;
  readonly blob: Blob;
}

interface ArtifactParts {
  readonly artifactType?: string;
  readonly config: TypedBlob;
  readonly layers: readonly TypedBlob[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

function manifestOf({ config, layers, ...rest }: ArtifactParts): Image {
  const mediaType = mediaTypes.ociManifest;
  const parts = { config: describe(config), layers: layers.map(describe) };
  const bytes = serialize({ schemaVersion: 2, mediaType, ...parts, ...rest }, 'oci');
  const blobs = new Map([config, ...layers].map(({ blob }) => [blob.digest, blob.bytes]));
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
