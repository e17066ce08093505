import { type Digest, mediaTypes, type RawManifest, referrersTag } from '@cip/oci';
import { partsOf } from '../parts-of.js';
import type { LegacyLayer } from './legacy-layer.js';
import { type MadeArtifact, madeBlob, madeManifest } from './made-artifact.js';

/** The media type of what is signed under `.sig`. */
const simpleSigning = 'application/vnd.dev.cosign.simplesigning.v1+json';

/**
 * What belongs under the tag `sha256-<hex>.sig` of an image. `before` is the manifest that is there already: its layers stay as
 * they are and come first, since each is somebody's signature. Their blobs are in the repository.
 */
export function legacyArtifact(image: Digest, layer: LegacyLayer, before?: RawManifest): MadeArtifact {
  const { layers: known } = before ? partsOf(before) : { layers: [] };
  const payload = madeBlob(simpleSigning, layer.payload);
  const layers = [...known, { ...payload.descriptor, annotations: layer.annotations }];
  const config = madeBlob(mediaTypes.ociConfig, configOf(layers.map(({ digest }) => digest)));
  const manifest = madeManifest({ config: config.descriptor, layers });
  return { manifest, blobs: [config, payload], tag: `${referrersTag(image)}.sig` };
}

/** As go-containerregistry writes the configuration of an empty image, without a time that would make each run's differ. */
function configOf(diffIds: readonly Digest[]): Uint8Array {
  const config = {
    architecture: '',
    created: '0001-01-01T00:00:00Z',
    history: diffIds.map(() => ({ created: '0001-01-01T00:00:00Z' })),
    os: '',
    rootfs: { type: 'layers', diff_ids: diffIds },
    config: {},
  };
  return new TextEncoder().encode(JSON.stringify(config));
}
