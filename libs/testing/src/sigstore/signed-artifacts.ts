import { type Descriptor, digestOf, mediaTypes } from '@cip/oci';
import { blobOf, type Image, serialize } from '../images/image.js';
import type { LegacySignature } from './test-sigstore.js';

const bundleType = 'application/vnd.dev.sigstore.bundle.v0.3+json';

/** An in-toto statement about one image. */
export function statementOf(
  subject: Descriptor,
  predicateType: string,
  predicate: object = {},
  name = 'registry.example/app',
): object {
  const [algorithm = '', hex = ''] = subject.digest.split(':');
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name, digest: { [algorithm]: hex } }],
    predicateType,
    predicate,
  };
}

/** A bundle as cosign 3 attaches it: an OCI artifact with the image as its subject. */
export function buildBundle(subject: Descriptor, bundle: object | string, predicateType: string): Image {
  const text = typeof bundle === 'string' ? bundle : JSON.stringify(bundle);
  const layer = blobOf(new TextEncoder().encode(text));
  const config = blobOf(new TextEncoder().encode('{}'));
  return imageOf([config, layer], {
    artifactType: bundleType,
    config: { mediaType: mediaTypes.ociEmpty, digest: config.digest, size: config.bytes.byteLength },
    layers: [{ mediaType: bundleType, digest: layer.digest, size: layer.bytes.byteLength }],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': predicateType,
    },
  });
}

/** What cosign signs under `.sig`. */
export function signaturePayload(subject: Descriptor, reference = 'registry.example/app'): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify({
      critical: {
        identity: { 'docker-reference': reference },
        image: { 'docker-manifest-digest': subject.digest },
        type: 'cosign container image signature',
      },
      optional: null,
    }),
  );
}

/** One layer of `.sig` or `.att`. Without a certificate it was signed with a key. */
export interface LegacyLayer extends Partial<LegacySignature> {
  readonly content: Uint8Array | string;
}

/** What stands under `sha256-<hex>.sig` (payloads) or `.att` (envelopes), a layer for each signature. */
export function buildLegacy(kind: 'sig' | 'att', layers: readonly LegacyLayer[]): Image {
  const mediaType =
    kind === 'sig'
      ? 'application/vnd.dev.cosign.simplesigning.v1+json'
      : 'application/vnd.dsse.envelope.v1+json';
  const blobs = layers.map(({ content }) =>
    blobOf(typeof content === 'string' ? new TextEncoder().encode(content) : content),
  );
  const diffIds = blobs.map(({ digest }) => digest);
  const config = blobOf(serialize({ rootfs: { type: 'layers', diff_ids: diffIds } }, 'oci'));
  return imageOf([config, ...blobs], {
    config: { mediaType: mediaTypes.ociConfig, digest: config.digest, size: config.bytes.byteLength },
    layers: blobs.map(({ digest, bytes }, i) => ({
      mediaType,
      digest,
      size: bytes.byteLength,
      annotations: annotationsOf(kind, layers[i]),
    })),
  });
}

function annotationsOf(kind: 'sig' | 'att', layer: LegacyLayer | undefined): Record<string, string> {
  return {
    // The envelope of an attestation holds its signature.
    'dev.cosignproject.cosign/signature': (kind === 'sig' && layer?.signature) || '',
    ...(layer?.certificate !== undefined && { 'dev.sigstore.cosign/certificate': layer.certificate }),
    ...(layer?.chain !== undefined && { 'dev.sigstore.cosign/chain': layer.chain }),
    ...(layer?.bundle !== undefined && { 'dev.sigstore.cosign/bundle': layer.bundle }),
  };
}

function imageOf(blobs: readonly ReturnType<typeof blobOf>[], parts: object): Image {
  const mediaType = mediaTypes.ociManifest;
  const bytes = serialize({ schemaVersion: 2, mediaType, ...parts }, 'oci');
  return {
    descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength },
    bytes,
    blobs: new Map(blobs.map(({ digest, bytes: content }) => [digest, content])),
    children: [],
  };
}
