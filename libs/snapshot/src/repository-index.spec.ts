import { digestOf, mediaTypes } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { type HeldManifest, stateOf } from './held.js';
import { hours, images, startPair } from './fixtures.js';
import { readSnapshot } from './read-record.js';
import { formatRepositoryIndex, parseRepositoryIndex } from './repository-index.js';
import { verifySnapshot } from './verify-snapshot.js';

const tags = Array.from({ length: 18_000 }, (_, i) => `v1.${i}.0-with-a-name-as-long-as-build-numbers-are`);

function heldWith(own: readonly string[]): HeldManifest[] {
  const digest = (text: string) => digestOf(Buffer.from(text));
  return [
    { digest: digest('a'), mediaType: mediaTypes.ociManifest, size: 5, tags: [...own].sort() },
    { digest: digest('b'), mediaType: mediaTypes.ociIndex, size: 6, tags: [] },
  ];
}

describe('the index of a repository', () => {
  it.each([
    { count: 2, parts: 0 },
    { count: 18_000, parts: 2 },
  ])('with $count tags has $parts parts, and reads as it was', async ({ count, parts: expected }) => {
    const held = heldWith(tags.slice(0, count));
    const { index, parts } = formatRepositoryIndex(held);
    expect(parts).toHaveLength(expected);
    for (const { bytes } of [index, ...parts]) expect(bytes.byteLength).toBeLessThanOrEqual(3 * 2 ** 20);
    const fetch = (digest: string) =>
      Promise.resolve(parts.find(({ descriptor }) => descriptor.digest === digest));
    expect(stateOf(await parseRepositoryIndex(index, 'app', fetch))).toBe(stateOf(held));
  });

  it.each([
    ['an image manifest', mediaTypes.ociManifest],
    ['a schema 1 manifest', mediaTypes.dockerSchema1Signed],
  ])('is broken when it is %s', async (_, mediaType) => {
    const config = { mediaType: mediaTypes.ociEmpty, digest: digestOf(Buffer.from('{}')), size: 2 };
    const bytes = Buffer.from(JSON.stringify({ config, layers: [] }));
    const index = { bytes, descriptor: { mediaType, digest: digestOf(bytes), size: bytes.length } };
    const parsed = parseRepositoryIndex(index, 'app', () => Promise.resolve(undefined));
    await expect(parsed).rejects.toMatchObject({ code: 'broken' });
  });

  it('has no tag that is not a text', async () => {
    const { tags: _, ...manifest } = heldWith([])[0]!;
    const annotations = { 'org.opencontainers.image.ref.name': 5 };
    const bytes = Buffer.from(JSON.stringify({ manifests: [{ ...manifest, annotations }] }));
    const descriptor = { mediaType: mediaTypes.ociIndex, digest: digestOf(bytes), size: bytes.length };
    const held = await parseRepositoryIndex({ bytes, descriptor }, 'app', () => Promise.resolve(undefined));
    expect(held).toEqual([{ ...manifest, tags: [] }]);
  });

  it('is broken when a part is gone', async () => {
    const { index } = formatRepositoryIndex(heldWith(tags));
    const parsed = parseRepositoryIndex(index, 'app', () => Promise.resolve(undefined));
    await expect(parsed).rejects.toMatchObject({ code: 'broken' });
  });
});

it('an image with 18,000 tags is in a complete snapshot', async () => {
  await using pair = await startPair({ server: { google: true } });
  for (const tag of tags) pair.production.setTag('prod/app', tag, images.app.descriptor.digest);
  expect(await pair.take(hours.first)).toMatchObject({ state: 'complete' });
  const record = await readSnapshot(pair.backup, hours.first);
  expect((await verifySnapshot(pair.backup, record)).faults).toEqual([]);
}, 60_000);
