import { mediaTypes, parseReference, type Platform } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  buildImage,
  buildIndex,
  buildSchema1,
  type Image,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BaseImage } from './base-image.js';
import { amd64, arm64, buildBase, buildBaseIndex } from './fixtures.js';
import { formatPlatform } from './platform.js';
import { readBase } from './read-base.js';

const lost = buildImage('lost');
const inner = await buildBaseIndex('inner');

const bases: Record<string, Image> = {
  index: await buildBaseIndex('base'),
  image: await buildBase('base'),
  docker: await buildBase('base', { format: 'docker' }),
  foreign: await buildBase('base', { format: 'docker', foreignLayers: 1 }),
  schema1: buildSchema1('old'),
  windows: buildImage('windows', { platform: { os: 'windows', architecture: 'amd64' } }),
  nowhere: buildImage('nowhere', { platform: { os: '', architecture: '' } }),
  attestations: buildIndex([buildImage('a', { platform: { os: 'unknown', architecture: 'unknown' } })]),
  unfinished: buildIndex([lost]),
  nested: buildIndex([{ ...inner, descriptor: { ...inner.descriptor, platform: amd64 } }]),
};

describe('reading a base', () => {
  let registry: TestRegistry;
  const client = createRegistry({ requestsPerSecond: 0 });

  beforeAll(async () => {
    registry = await startRegistry();
    for (const [tag, image] of Object.entries(bases)) registry.seed('base', image, [tag]);
    registry.deleteManifest('base', lost.descriptor.digest);
  });

  afterAll(async () => {
    await client.close();
    await registry.close();
  });

  const read = (reference: string, wanted?: readonly Platform[]): Promise<BaseImage> => {
    const parsed = parseReference(`${registry.host}/${reference}`);
    return readBase(client.repository(parsed.name), parsed, wanted);
  };

  it.each([
    { base: 'base:index', wanted: undefined, platforms: ['linux/amd64', 'linux/arm64/v8'] },
    { base: 'base:index', wanted: [arm64], platforms: ['linux/arm64/v8'] },
    {
      base: 'base:index',
      wanted: [{ os: 'linux', architecture: 'arm64' }],
      platforms: ['linux/arm64/v8'],
    },
    { base: 'base:image', wanted: undefined, platforms: ['linux/amd64'] },
    { base: 'base:docker', wanted: [amd64], platforms: ['linux/amd64'] },
    { base: `base@${bases['image']?.descriptor.digest}`, wanted: undefined, platforms: ['linux/amd64'] },
  ])('$base for $wanted gives $platforms', async ({ base, wanted, platforms }) => {
    const found = await read(base, wanted);
    expect(found.variants.map(({ platform }) => formatPlatform(platform))).toEqual(platforms);
    expect(found.kind).toBe(base === 'base:index' ? 'index' : 'image');
    for (const { layers, config } of found.variants) expect(layers).toHaveLength(config.diffIds.length);
  });

  it('reads no layer', async () => {
    registry.resetCounts();
    const { variants } = await read('base:index');
    const layers = variants.flatMap((one) => one.layers);
    expect(layers.filter(({ digest }) => registry.count({ reference: digest }) > 0)).toEqual([]);
    expect(registry.count()).toBeGreaterThan(0);
  });

  it.each([
    { base: 'base:none', message: /the base .*\/base:none is not there/, exitCode: 2 },
    { base: 'none:index', message: /is not there/, exitCode: 2 },
    { base: 'base:attestations', message: /it has no image for linux/, exitCode: 1 },
    { base: 'base:windows', message: /it is for windows\/amd64/, exitCode: 1 },
    { base: 'base:nowhere', message: /its configuration names no platform/, exitCode: 1 },
    { base: 'base:unfinished', message: /its image for linux\/amd64, sha256:\w+, is not there/, exitCode: 1 },
    { base: 'base:schema1', message: /schema1|v1\+json/, exitCode: 1 },
    { base: 'base:foreign', message: /has 4 layers, and a configuration for 3/, exitCode: 1 },
    { base: 'base:nested', message: /in it is .*index/, exitCode: 1 },
  ])('$base cannot be used', async ({ base, message, exitCode }) => {
    const reading = read(base);
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ exitCode });
  });

  it('says which platforms there are when the one that is wanted is not', async () => {
    const reading = read('base:index', [amd64, { os: 'linux', architecture: 's390x' }]);
    await expect(reading).rejects.toThrow(/base:index is not there for linux\/s390x$/);
    await expect(reading).rejects.toMatchObject({
      remedies: ['Name one of its platforms with --platform: linux/amd64, linux/arm64/v8.'],
      exitCode: 2,
    });
    await expect(read('base:image', [arm64])).rejects.toMatchObject({ exitCode: 2 });
  });

  it('keeps everything that the base says of its layers', async () => {
    const { variants } = await read('base:docker');
    expect(variants[0]?.layers.map(({ mediaType }) => mediaType)).toEqual(
      Array.from({ length: 3 }, () => mediaTypes.dockerLayerGzip),
    );
  });
});
