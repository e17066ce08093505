import { gunzipSync } from 'node:zlib';
import { digestOf, readManifest } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { startRegistry } from '../registry/start-registry.js';
import { buildArtifact, buildSignature } from './build-artifact.js';
import { buildImage } from './build-image.js';
import { buildIndex, buildMultiPlatform } from './build-index.js';
import { buildSchema1 } from './build-schema1.js';
import type { Image } from './image.js';
import { buildLayer } from './layer.js';
import { pushImage, PushFailedError } from './push-image.js';

const single = buildImage('single');
const shared = buildLayer('shared');

const images: Record<string, Image> = {
  'an OCI image': single,
  'a Docker image': buildImage('docker', { format: 'docker' }),
  'an OCI index': buildMultiPlatform('index'),
  'a Docker manifest list': buildMultiPlatform('list', { format: 'docker' }),
  'an index of indexes': buildIndex([buildMultiPlatform('inner'), buildImage('outer')]),
  'an image of shared layers': buildImage('sharing', { layers: [shared, buildLayer('own')] }),
  'an image with a foreign layer': buildImage('foreign', { foreignLayers: 1 }),
  'an artifact of any media type': buildArtifact('any', { layerType: 'text/x-anything' }),
  'a referrer': buildArtifact('referrer', { subject: single.descriptor }),
  'a cosign signature': buildSignature(single.descriptor),
  'a large layer': buildImage('large', { layers: 1, layerSize: 3 * 1024 * 1024 }),
  'a manifest of schema 1': buildSchema1('old'),
};

describe('built images', () => {
  it.each(Object.entries(images))('%s is taken by a registry that checks it', async (_, image) => {
    await using registry = await startRegistry();
    await pushImage(registry.host, 'some/image', image, ['v1']);
    expect(registry.manifest('some/image', 'v1')?.bytes).toEqual(Buffer.from(image.bytes));
  });

  it.each(Object.entries(images))('%s brings exactly the blobs that it refers to', (_, image) => {
    const { blobs, kind } = readManifest(image);
    const wanted = blobs.map(({ digest }) => digest);
    if (kind !== 'schema1') expect([...image.blobs.keys()].sort()).toEqual(wanted.sort());
    for (const [digest, bytes] of image.blobs) expect(digestOf(bytes)).toBe(digest);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(buildImage('single')).toEqual(single);
    expect(buildImage('other').descriptor.digest).not.toBe(single.descriptor.digest);
  });

  it('have layers that unpack to the tar of their diff id', () => {
    const layer = buildLayer('unpack', { size: 5000 });
    const tar = gunzipSync(layer.bytes);
    expect(digestOf(tar)).toBe(layer.diffId);
    expect(tar.subarray(0, 11).toString()).toBe('content.bin');
    expect(tar.byteLength).toBe(512 + 10 * 512 + 1024);
  });

  it('in sha512 are named by that digest', () => {
    expect(buildImage('long', { algorithm: 'sha512' }).descriptor.digest).toMatch(/^sha512:/);
  });

  it('that lack a blob are refused, and the refusal is thrown', async () => {
    await using registry = await startRegistry();
    const broken = { ...single, blobs: new Map() };
    await expect(pushImage(registry.host, 'some/image', broken, ['v1'])).rejects.toThrow(PushFailedError);
  });
});
