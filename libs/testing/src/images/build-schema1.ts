import { digestOf, mediaTypes } from '@cip/oci';
import { type Image, serialize } from './image.js';
import { buildLayer } from './layer.js';

/** An unsigned manifest of the old Docker schema 1, with one layer. */
export function buildSchema1(seed: string): Image {
  const layer = buildLayer(seed);
  const history = { id: digestOf(layer.bytes).slice('sha256:'.length), created: '2020-01-01T00:00:00Z' };
  const manifest = {
    schemaVersion: 1,
    name: 'schema1',
    tag: 'latest',
    architecture: 'amd64',
    fsLayers: [{ blobSum: layer.digest }],
    history: [{ v1Compatibility: JSON.stringify(history) }],
  };
  const bytes = serialize(manifest, 'docker');
  const descriptor = { mediaType: mediaTypes.dockerSchema1, digest: digestOf(bytes), size: bytes.byteLength };
  return { descriptor, bytes, blobs: new Map([[layer.digest, layer.bytes]]), children: [] };
}
