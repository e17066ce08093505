import { referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import { buildArtifact, buildImage, buildSignature, startRegistry, type TestRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { AttachedFinder } from './attached-finder.js';

const images = Array.from({ length: 20 }, (_, i) => buildImage(`image ${i}`));
const [image = buildImage('image 0')] = images;
const { digest } = image.descriptor;
const sbom = buildArtifact('sbom', { subject: image.descriptor });
const signature = buildSignature(image.descriptor);
const sigTag = `${referrersTag(digest)}.sig`;

async function withFinder(
  server: TestRegistry,
  look: (finder: AttachedFinder, requests: () => string[]) => Promise<void>,
): Promise<void> {
  const client = createRegistry({ rights: 'write-once', retryDeadline: 300 });
  for (const [i, one] of images.entries()) server.seed('foo/app', one, [`v${i}`]);
  await client.repository(`${server.host}/foo/app`).pushManifest(image);
  server.resetCounts();
  const reading = createRegistry({ retryDeadline: 300 });
  const finder = new AttachedFinder(reading.repository(`${server.host}/foo/app`));
  await look(finder, () => server.requests.map(({ method, kind }) => `${method} ${kind}`));
  await Promise.all([client.close(), reading.close()]);
}

/** As docker-registry does. */
async function startWithoutApi(): Promise<TestRegistry> {
  const server = await startRegistry({ referrers: false });
  const match = { kind: 'referrers', times: Infinity } as const;
  server.fault({ action: 'status', status: 404, body: '404 page not found', match });
  return server;
}

/** Enters it into the list of referrers as well, where the registry has no API. */
async function attach(server: TestRegistry, artifact = sbom): Promise<void> {
  server.seed('foo/app', artifact);
  const client = createRegistry({ rights: 'write-once' });
  await client.repository(`${server.host}/foo/app`).pushManifest(artifact);
  await client.close();
}

describe.each([
  ['has the referrers API', startRegistry, 20],
  ['lacks it', startWithoutApi, 1],
])('a registry that %s', (_, start, referrersAsked) => {
  it('images without attached artifacts cost one listing, and what the API needs', async () => {
    await using server = await start();
    await withFinder(server, async (finder, requests) => {
      for (const one of images) {
        expect(await finder.of(one.descriptor.digest)).toEqual({ referrers: [], tags: [] });
      }
      const asked = requests();
      expect(asked.filter((one) => one === 'GET referrers')).toHaveLength(referrersAsked);
      expect(asked.filter((one) => one !== 'GET referrers')).toEqual(['GET tags']);
    });
  });

  it('finds referrers and tags', async () => {
    await using server = await start();
    await attach(server);
    server.seed('foo/app', signature, [sigTag]);
    await withFinder(server, async (finder) => {
      expect(await finder.of(digest)).toMatchObject({
        referrers: [{ digest: sbom.descriptor.digest }],
        tags: [{ tag: sigTag, digest: signature.descriptor.digest }],
      });
    });
  });
});

it('a registry without the API tells whether other digests may have something', async () => {
  await using server = await startWithoutApi();
  server.seed('foo/app', signature, [sigTag]);
  await withFinder(server, async (finder) => {
    const other = buildImage('image 1').descriptor.digest;
    expect(await finder.mayHaveMore(digest)).toBe(true);
    await finder.of(digest);
    expect(await finder.mayHaveMore(digest)).toBe(false);
    expect(await finder.mayHaveMore(other)).toBe(true);
  });
});

it('where tags are not listed, each is asked for', async () => {
  await using server = await startRegistry();
  server.seed('foo/app', signature, [sigTag]);
  await withFinder(server, async (finder) => {
    server.fault({ action: 'status', status: 405, match: { kind: 'tags', times: Infinity } });
    expect((await finder.of(digest)).tags).toEqual([{ tag: sigTag, digest: signature.descriptor.digest }]);
  });
});

it('a listing that says that nothing is there is not believed while the image is', async () => {
  await using server = await startRegistry();
  server.seed('foo/app', signature, [sigTag]);
  await withFinder(server, async (finder, requests) => {
    const body = JSON.stringify({ name: 'foo/app', tags: [] });
    server.fault({ action: 'status', status: 200, body, match: { kind: 'tags', times: Infinity } });
    expect((await finder.of(digest)).tags).toEqual([{ tag: sigTag, digest: signature.descriptor.digest }]);
    const before = requests().length;
    const gone = buildImage('gone').descriptor.digest;
    expect(await finder.of(gone)).toEqual({ referrers: [], tags: [] });
    expect(requests().slice(before)).toEqual(['HEAD manifest']);
  });
});

it('a listing that Google does not vouch for is not taken for all there is', async () => {
  await using server = await startRegistry();
  server.seed('foo/app', signature, [sigTag]);
  await withFinder(server, async (finder) => {
    const entry = { tag: [], mediaType: 'application/vnd.oci.image.manifest.v1+json' };
    const many = Array.from({ length: 10_001 }, (_, i) => [`sha256:${`${i}`.padStart(64, '0')}`, entry]);
    const body = JSON.stringify({
      name: 'foo/app',
      child: [],
      tags: [],
      manifest: Object.fromEntries(many) as object,
    });
    server.fault({ action: 'status', status: 200, body, match: { kind: 'tags', times: Infinity } });
    expect((await finder.of(digest)).tags).toHaveLength(1);
  });
});

it('a listing that fails is not taken for one without tags, and is asked for again', async () => {
  await using server = await startRegistry();
  server.seed('foo/app', signature, [sigTag]);
  await withFinder(server, async (finder) => {
    const fault = server.fault({ action: 'status', status: 403, match: { kind: 'tags', times: Infinity } });
    await expect(finder.of(digest)).rejects.toThrow('403');
    fault.remove();
    expect((await finder.of(digest)).tags).toHaveLength(1);
  });
});
