import { type Descriptor, mediaTypes } from '@cip/oci';
import { type MadeArtifact, madeBlob, madeManifest } from './made-artifact.js';
import { bundleType } from './write-bundle.js';

/** What is attached to an image in the form of a bundle. */
export interface BundleFacts {
  /** The image. */
  readonly subject: Descriptor;
  /** The bundle in JSON. */
  readonly bundle: Uint8Array;
  /** Of its statement. */
  readonly predicateType: string;
  /** Of the run. */
  readonly created: Date;
}

/**
 * A bundle as cosign 3 attaches it: an OCI referrer of the image
 * (https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md).
 */
export function bundleArtifact({ subject, bundle, predicateType, created }: BundleFacts): MadeArtifact {
  const config = madeBlob(mediaTypes.ociEmpty, new TextEncoder().encode('{}'));
  const layer = madeBlob(bundleType, bundle);
  const { mediaType, digest, size } = subject;
  const manifest = madeManifest({
    artifactType: bundleType,
    config: config.descriptor,
    layers: [layer.descriptor],
    subject: { mediaType, digest, size },
    annotations: {
      'dev.sigstore.bundle.content': 'dsse-envelope',
      'dev.sigstore.bundle.predicateType': predicateType,
      'org.opencontainers.image.created': created.toISOString().replace(/\.\d+Z$/, 'Z'),
    },
  });
  return { manifest, blobs: [config, layer] };
}
