import { type Digest, mediaTypes, referrersTag } from '@cip/oci';
import type { LegacyLayer } from './legacy-layer.js';
import { type MadeArtifact, madeBlob, madeManifest } from './made-artifact.js';

/** The media type of what is signed under `.sig`. */
const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';

/** What belongs under the tag `sha256-<hex>.sig` of an image that nobody has signed there. */
export function legacyArtifact(image: Digest, layer: LegacyLayer): MadeArtifact {
  const payload = madeBlob(simpleSigning, layer.payload);
  const config = madeBlob(mediaTypes.ociConfig, configOf(payload.descriptor.digest));
  const layers = [{ ...payload.descriptor, annotations: layer.annotations }];
  const manifest = madeManifest({ config: config.descriptor, layers });
  return { manifest, blobs: [config, payload], tag: `${referrersTag(image)}.sig` };
}

/** As go-containerregistry writes the configuration of an empty image, without a time that would make each run's differ. */
function configOf(diffId: Digest): Uint8Array {
  const config = {
    architecture: '',
    created: '0001-01-01T00:00:00Z',
    history: [{ created: '0001-01-01T00:00:00Z' }],
    os: '',
    rootfs: { type: 'layers', diff_ids: [diffId] },
    config: {},
  };
  return new TextEncoder().encode(JSON.stringify(config));
}
