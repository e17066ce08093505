import { describe, expect, it } from 'vitest';
import { digestOf } from './digest.js';
import { InvalidManifestError } from './errors.js';
import { readManifest } from './manifest-content.js';
import { mediaTypes } from './media-types.js';

const blob = (name: string, mediaType = 'application/octet-stream'): object => ({
  mediaType,
  digest: digestOf(Buffer.from(name)),
  size: name.length,
});

function read(body: unknown, mediaType: string = mediaTypes.ociManifest): ReturnType<typeof readManifest> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  return readManifest({ bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.byteLength } });
}

describe('readManifest', () => {
  it('finds config and layers, each digest once', () => {
    const content = read({ config: blob('config'), layers: [blob('a'), blob('b'), blob('a')] });
    expect(content).toMatchObject({ kind: 'image', children: [] });
    expect(content.blobs).toMatchObject([blob('config'), blob('a'), blob('b')]);
  });

  it('leaves foreign layers out', () => {
    const foreign = 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip';
    const body = { config: blob('config'), layers: [blob('windows', foreign), blob('a')] };
    expect(read(body, mediaTypes.dockerManifest).blobs).toMatchObject([blob('config'), blob('a')]);
  });

  it.each([mediaTypes.ociIndex, mediaTypes.dockerManifestList])('finds the children of %s', (type) => {
    const child = blob('child', mediaTypes.ociManifest);
    const cache = blob('cache', 'application/vnd.buildkit.cacheconfig.v0');
    expect(read({ manifests: [child, cache] }, type)).toMatchObject({
      kind: 'index',
      children: [child],
      blobs: [cache],
    });
  });

  it('finds subject and artifact type', () => {
    const subject = blob('subject', mediaTypes.ociManifest);
    const content = read({ artifactType: 'application/x', subject, config: blob('c'), layers: [] });
    expect(content).toMatchObject({ subject, artifactType: 'application/x' });
  });

  it('says of schema 1 only that it is schema 1', () => {
    expect(read('{}', mediaTypes.dockerSchema1Signed)).toEqual({ kind: 'schema1', blobs: [], children: [] });
  });

  it.each([
    { situation: 'no JSON', body: '<html>', reason: 'not a JSON object' },
    { situation: 'a JSON list', body: '[]', reason: 'not a JSON object' },
    {
      situation: 'no UTF-8',
      body: Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'),
      reason: 'not a JSON object',
    },
    { situation: 'no config', body: { layers: [] }, reason: '"config"' },
    {
      situation: 'layers that are no list',
      body: { config: blob('c'), layers: {} },
      reason: '"layers" is not a list',
    },
    {
      situation: 'a layer with a bad digest',
      body: { config: blob('c'), layers: [{ ...blob('a'), digest: 'sha256:12' }] },
      reason: '"layers[0]" is not a descriptor',
    },
    ...['sha256:../../../../etc/passwd', '../x', `sha256/../../${'a'.repeat(64)}`].map((digest) => ({
      situation: `a layer that leads to a file: ${digest}`,
      body: { config: blob('c'), layers: [{ ...blob('a'), digest }] },
      reason: '"layers[0]" is not a descriptor',
    })),
    {
      situation: 'a layer of negative size',
      body: { config: blob('c'), layers: [{ ...blob('a'), size: -1 }] },
      reason: '"layers[0]" is not a descriptor',
    },
    {
      situation: 'too many layers',
      body: { config: blob('c'), layers: Array(20_001).fill(0) },
      reason: 'more than',
    },
  ])('refuses $situation', ({ body, reason }) => {
    expect(() => read(body)).toThrow(InvalidManifestError);
    expect(() => read(body)).toThrow(reason);
  });

  it('refuses an index without manifests', () => {
    expect(() => read({}, mediaTypes.ociIndex)).toThrow('an index without "manifests"');
  });
});
