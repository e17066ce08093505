import { randomUUID } from 'node:crypto';
import { type Digest, digestOf, mediaTypes } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildLayer,
  buildMultiPlatform,
  buildSchema1,
  buildSignature,
  type Image,
  noRealRegistry,
  pushImage,
  realRegistry,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createRegistry, describeImage, type ReadOnlyRegistry } from './index.js';

const client: ReadOnlyRegistry = createRegistry({ retryDeadline: 300, idleTimeout: 300 });
let server: TestRegistry;

beforeAll(async () => {
  server = await startRegistry();
});

afterEach(() => {
  server.clearFaults();
  server.resetCounts();
});

afterAll(async () => {
  await client.close();
  await server.close();
});

/** Puts an image into a repository of its own and describes it. */
async function described(image: Image): ReturnType<typeof describeImage> {
  const path = randomUUID();
  server.seed(path, image);
  return describeImage(client, `${server.host}/${path}`, image.descriptor.digest);
}

const bytesOf = (image: Image): number =>
  [...image.blobs.values()].reduce((sum, { byteLength }) => sum + byteLength, 0);

/** An image with the configuration as given. */
function withConfig(config: object | string, manifest: object = {}): Image {
  const bytes = Buffer.from(typeof config === 'string' ? config : JSON.stringify(config));
  return ofManifest({
    config: { mediaType: mediaTypes.ociConfig, digest: digestOf(bytes), size: bytes.byteLength },
    layers: [],
    blobs: new Map([[digestOf(bytes), bytes]]),
    ...manifest,
  });
}

function ofManifest(manifest: { readonly blobs: Image['blobs']; readonly [key: string]: unknown }): Image {
  const { blobs, ...body } = manifest;
  const mediaType = mediaTypes.ociManifest;
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...body }));
  return {
    descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength },
    bytes,
    blobs,
    children: [],
  };
}

function attestationOf(image: Image): Image {
  const attestation = buildImage(`attestation of ${image.descriptor.digest}`, { layerSize: 50_000 });
  const platform = { os: 'unknown', architecture: 'unknown' };
  return { ...attestation, descriptor: { ...attestation.descriptor, platform } };
}

const big = buildImage('big', { layerSize: 9000, platform: { os: 'linux', architecture: 's390x' } });
const small = buildImage('small', { platform: { os: 'linux', architecture: 'arm', variant: 'v7' } });
const layer = buildLayer('twice');
const created = '2020-01-01T00:00:00Z';
const withoutPlatform = ({ descriptor: { platform, ...descriptor }, ...rest }: Image): Image => ({
  ...rest,
  descriptor,
});
const digestsOf = (...images: Image[]): Digest[] => images.map(({ descriptor }) => descriptor.digest);

describe('an image', () => {
  it.each<{ situation: string; image: Image; facts: object }>([
    {
      situation: 'for one platform',
      image: small,
      facts: {
        mediaType: mediaTypes.ociManifest,
        kind: 'image',
        platforms: ['linux/arm/v7'],
        size: bytesOf(small),
        created,
        layers: [...small.blobs.keys()].slice(1),
      },
    },
    {
      situation: 'of Docker, with a layer that stands in it twice',
      image: buildImage('docker', { format: 'docker', layers: [layer, layer] }),
      facts: {
        kind: 'image',
        mediaType: mediaTypes.dockerManifest,
        platforms: ['linux/amd64'],
        layers: [layer.digest],
      },
    },
    {
      situation: 'index: its largest platform, and what its first says',
      image: buildIndex([big, small]),
      facts: {
        mediaType: mediaTypes.ociIndex,
        kind: 'index',
        platforms: ['linux/arm/v7', 'linux/s390x'],
        size: bytesOf(big),
        created,
        layers: [...small.blobs.keys()].slice(1),
        children: digestsOf(small, big),
      },
    },
    {
      situation: 'index with an attestation, which is no platform and of no size',
      image: buildIndex([small, attestationOf(small)]),
      facts: { kind: 'index', platforms: ['linux/arm/v7'], size: bytesOf(small), children: digestsOf(small) },
    },
    {
      situation: 'index that names no platforms',
      image: buildIndex([withoutPlatform(small)]),
      facts: { kind: 'index', platforms: ['linux/arm/v7'] },
    },
    {
      situation: 'index of an index',
      image: buildIndex([buildIndex([big]), small]),
      facts: {
        platforms: ['linux/arm/v7', 'linux/s390x'],
        size: bytesOf(big),
        children: digestsOf(small, big),
      },
    },
    {
      situation: 'index with annotations: they go before the configuration',
      image: buildIndex([small], {
        annotations: {
          'org.opencontainers.image.revision': 'abc123',
          'org.opencontainers.image.created': '2021-02-03T04:05:06Z',
        },
      }),
      facts: { created: '2021-02-03T04:05:06Z', revision: 'abc123' },
    },
    {
      situation: 'index of nothing',
      image: buildIndex([]),
      facts: { kind: 'index', platforms: [], size: 0, layers: [], children: [] },
    },
    {
      situation: 'with a label for its revision',
      image: withConfig({
        os: 'windows',
        architecture: 'amd64',
        config: { Labels: { 'org.opencontainers.image.revision': 'v1-3-gabc' } },
      }),
      facts: { platforms: ['windows/amd64'], revision: 'v1-3-gabc' },
    },
    {
      situation: 'of schema 1, which says nothing',
      image: buildSchema1('old'),
      facts: { kind: 'image', platforms: [], size: 0, layers: [] },
    },
    {
      situation: 'that is an artifact, by its configuration',
      image: ofManifest({
        config: {
          mediaType: 'application/vnd.cncf.helm.config.v1+json',
          digest: digestOf(small.bytes),
          size: 3,
        },
        layers: [],
        blobs: new Map(),
      }),
      facts: { kind: 'artifact', platforms: [], size: 3 },
    },
    {
      situation: 'that is an artifact, by its type',
      image: buildArtifact('sbom', { size: 300 }),
      facts: { kind: 'artifact', size: 302 },
    },
    {
      situation: 'that is an artifact, by its subject',
      image: buildImage('attached', { subject: small.descriptor }),
      facts: { kind: 'artifact' },
    },
    {
      situation: 'that is a signature by cosign, in the clothes of an image',
      image: buildSignature(small.descriptor),
      facts: { kind: 'artifact', platforms: [] },
    },
  ])('$situation', async ({ image, facts }) => {
    expect(await described(image)).toMatchObject(facts);
  });

  it('whose configuration says odd things says nothing', async () => {
    const odd = withConfig({
      os: 'lin\u001b[2Jux',
      architecture: 7,
      created: 'yesterday',
      config: { Labels: { 'org.opencontainers.image.revision': 'a\nb' } },
    });
    expect(await described(odd)).toEqual({
      mediaType: mediaTypes.ociManifest,
      kind: 'image',
      platforms: [],
      size: bytesOf(odd),
      layers: [],
    });
  });

  it('of two platforms costs three manifests, one configuration and no layer', async () => {
    await described(buildMultiPlatform('cost'));
    expect(server.requests.map(({ kind }) => kind)).toEqual(['manifest', 'manifest', 'manifest', 'blob']);
  });
});

describe('what cannot be read is not absent', () => {
  it.each<{ situation: string; image?: Image; fault?: Parameters<TestRegistry['fault']>[0]; reason: string }>(
    [
      {
        situation: 'no right to read',
        fault: { action: 'status', status: 403, match: { times: Infinity } },
        reason: '403',
      },
      {
        situation: 'credentials asked for',
        fault: { action: 'status', status: 401, match: { times: Infinity } },
        reason: '401',
      },
      {
        situation: 'a registry that fails',
        fault: { action: 'status', status: 500, match: { times: Infinity } },
        reason: '500',
      },
      {
        situation: 'a page instead of a manifest',
        fault: { action: 'garbage', match: { kind: 'manifest', times: Infinity } },
        reason: 'no manifest',
      },
      {
        situation: 'a configuration that never ends',
        fault: { action: 'stall', after: 5, match: { kind: 'blob', times: Infinity } },
        reason: 'no progress',
      },
      {
        situation: 'a configuration with other bytes',
        fault: { action: 'corrupt', match: { kind: 'blob', times: Infinity } },
        reason: 'expected sha256:',
      },
      {
        situation: 'a configuration that is not there',
        fault: { action: 'status', status: 404, match: { kind: 'blob', times: Infinity } },
        reason: '404',
      },
      {
        situation: 'a configuration that is no JSON',
        image: withConfig('[]'),
        reason: 'its configuration is not a JSON object',
      },
      {
        situation: 'a manifest of another shape',
        image: ofManifest({ blobs: new Map(), config: 7 }),
        reason: '"config" is not a descriptor',
      },
    ],
  )('$situation', async ({ image = small, fault, reason }) => {
    if (fault) server.fault(fault);
    expect(await described(image)).toHaveProperty('failure.reason', expect.stringContaining(reason));
  });

  it('a configuration of gigabytes is not asked for', async () => {
    const config = { mediaType: mediaTypes.ociConfig, digest: digestOf(small.bytes), size: 5e9 };
    const answer = await described(ofManifest({ config, layers: [], blobs: new Map() }));
    expect(answer).toHaveProperty('failure.reason', expect.stringContaining('more than 8388608'));
    expect(server.count({ kind: 'blob' })).toBe(0);
  });

  it('an index of a thousand manifests is not followed', async () => {
    const children = Array.from({ length: 1000 }, (_, i) => buildImage(`child ${i}`, { layers: 0 }));
    const answer = await described(buildIndex(children));
    expect(answer).toHaveProperty('failure.reason', expect.stringContaining('more than 100 manifests'));
    expect(server.count()).toBe(1);
  });

  it('an index that lacks one of its parts', async () => {
    const path = randomUUID();
    const index = buildIndex([small, big]);
    server.seed(path, index);
    server.deleteManifest(path, big.descriptor.digest);
    const answer = await describeImage(client, `${server.host}/${path}`, index.descriptor.digest);
    expect(answer).toHaveProperty('failure.reason', expect.stringContaining('is not there'));
  });

  it('a repository whose name is none', async () => {
    const answer = await describeImage(client, `${server.host}/UPPER`, small.descriptor.digest);
    expect(answer).toHaveProperty('failure');
  });

  it('while a digest that the registry denies is absent', async () => {
    expect(await describeImage(client, `${server.host}/none`, small.descriptor.digest)).toBeUndefined();
  });

  it('an abort rejects with its reason', async () => {
    const gate = server.gate();
    const controller = new AbortController();
    const reason = new Error('enough');
    const { digest } = small.descriptor;
    const asked = describeImage(client, `${server.host}/slow`, digest, { signal: controller.signal });
    await gate.arrived;
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    gate.open();
  });
});

describe('on a real registry', () => {
  it('an index, an image and an artifact', async (context) => {
    const real = await realRegistry();
    if (!real) return context.skip(noRealRegistry);
    try {
      const path = `facts/${randomUUID()}`;
      const of = async (image: Image): ReturnType<typeof describeImage> => {
        await pushImage(real.host, path, image);
        return describeImage(client, `${real.host}/${path}`, image.descriptor.digest);
      };
      expect(await of(buildIndex([big, small]))).toMatchObject({
        kind: 'index',
        platforms: ['linux/arm/v7', 'linux/s390x'],
        size: bytesOf(big),
      });
      expect(await of(big)).toMatchObject({ kind: 'image', platforms: ['linux/s390x'], created });
      expect(await of(buildSignature(big.descriptor))).toMatchObject({ kind: 'artifact' });
      const { digest } = buildImage('nowhere').descriptor;
      expect(await describeImage(client, `${real.host}/${path}`, digest)).toBeUndefined();
    } finally {
      await real.close();
    }
  });
});
