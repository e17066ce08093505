import {
  type Descriptor,
  digestOf,
  InvalidManifestError,
  isDigest,
  mediaTypes,
  readManifest,
} from '@cip/oci';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fuzz } from './fuzz.js';
import { jsonBytesNear } from './hostile-json.js';
import { readOrRefused } from './read-or-refused.js';

// Here, since @cip/oci cannot use a library that uses it.

const descriptor = (name: string, mediaType: string): Descriptor => ({
  mediaType,
  digest: digestOf(new TextEncoder().encode(name)),
  size: name.length,
  annotations: { 'org.opencontainers.image.ref.name': 'v1' },
  platform: { os: 'linux', architecture: 'arm64' },
});

const image = {
  schemaVersion: 2,
  mediaType: mediaTypes.ociManifest,
  artifactType: 'application/example',
  config: descriptor('config', mediaTypes.ociConfig),
  layers: ['a', 'b'].map((name) => descriptor(name, 'application/vnd.oci.image.layer.v1.tar+gzip')),
  subject: descriptor('subject', mediaTypes.ociManifest),
};
const index = {
  schemaVersion: 2,
  mediaType: mediaTypes.ociIndex,
  manifests: ['c', 'd'].map((name) => descriptor(name, mediaTypes.ociManifest)),
};

it('image manifests and indexes are read as sound descriptors, or refused', async () => {
  const manifests = fc.tuple(jsonBytesNear(image, index), fc.constantFrom(...Object.values(mediaTypes)));
  await fuzz(manifests, ([bytes, mediaType]) => {
    const raw = { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength } };
    const content = readOrRefused(() => readManifest(raw), InvalidManifestError);
    if (!content) return;
    const { blobs, children, layers = [], config, subject } = content;
    for (const found of [...blobs, ...children, ...layers, config, subject]) {
      if (found) expectSound(found);
    }
    const digests = [...blobs, ...children].map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
  });
});

function expectSound({ digest, size, mediaType, annotations = {} }: Descriptor): void {
  expect(isDigest(digest)).toBe(true);
  expect(Number.isSafeInteger(size) && size >= 0).toBe(true);
  for (const text of [mediaType, ...Object.values(annotations)]) expect(text).toBeTypeOf('string');
}
