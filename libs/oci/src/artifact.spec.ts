import { describe, expect, it } from 'vitest';
import { artifactOf, isAsItsTagSays } from './artifact.js';
import { digestOf } from './digest.js';
import { readManifest } from './manifest-content.js';
import { mediaTypes } from './media-types.js';

const signature = 'application/vnd.dev.cosign.simplesigning.v1+json';
const fileSystem = 'application/vnd.oci.image.layer.v1.tar+gzip';

function part(name: string, mediaType: string, annotations?: object): object {
  return {
    mediaType,
    digest: digestOf(Buffer.from(name)),
    size: name.length,
    ...(annotations && { annotations }),
  };
}

function artifactIn(body: object): ReturnType<typeof artifactOf> {
  const bytes = Buffer.from(JSON.stringify(body));
  const mediaType = mediaTypes.ociManifest;
  return artifactOf(
    readManifest({ bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength } }),
  );
}

describe('an artifact', () => {
  const config = part('config', mediaTypes.ociConfig);

  it('has each of its layers, also those of one payload', () => {
    const [one, two] = ['a', 'b'].map((text) => part('payload', signature, { signature: text }));
    const artifact = artifactIn({ config, layers: [one, two] });
    expect(new Set(artifact?.layers.map((layer) => layer.part)).size).toBe(2);
    expect(isAsItsTagSays('sig', artifact)).toBe(true);
  });

  it.each([
    ['an image', { config, layers: [part('files', fileSystem)] }],
    ['an image without layers', { config, layers: [] }],
    [
      'an image that lists its configuration once more, as something else',
      { config, layers: [part('config', signature), part('files', fileSystem)] },
    ],
  ])('is not %s', (_, body) => {
    expect(artifactIn(body)).toBeUndefined();
  });
});
