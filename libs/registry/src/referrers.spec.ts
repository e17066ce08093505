import { type Descriptor, digestOf, mediaTypes, referrersTag } from '@cip/oci';
import { buildImage, type RegistryOptions, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { createRegistry, type ReadOnlyRegistry } from './index.js';

let server: TestRegistry;
let client: ReadOnlyRegistry;

const subject = buildImage('subject');
const { digest } = subject.descriptor;
const signatures = ['one', 'two', 'three'].map((seed) =>
  buildImage(seed, { subject: subject.descriptor, artifactType: 'application/vnd.example.signature' }),
);

async function start(options: RegistryOptions): Promise<void> {
  server = await startRegistry(options);
  server.seed('a', subject);
  client = createRegistry();
}

afterEach(async () => {
  await client.close();
  await server.close();
});

const read = (): Promise<readonly Descriptor[]> => client.repository(`${server.host}/a`).referrers(digest);
const digests = (found: readonly { digest: string }[]): string[] => found.map((entry) => entry.digest).sort();
const wanted = digests(signatures.map(({ descriptor }) => descriptor));

describe('referrers', () => {
  it.each([
    ['in one answer', {}],
    ['in pages', { paging: { pageSize: 1 } }],
  ])('by API, %s', async (_, options) => {
    await start(options);
    for (const signature of signatures) server.seed('a', signature);
    expect(digests(await read())).toEqual(wanted);
  });

  it('by tag, where the API is missing; the API is not asked for again', async () => {
    await start({ referrers: false });
    const bytes = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.ociIndex,
        manifests: signatures.map(({ descriptor }) => descriptor),
      }),
    );
    const descriptor = { mediaType: mediaTypes.ociIndex, digest: digestOf(bytes), size: bytes.byteLength };
    server.seed('a', { descriptor, bytes, blobs: new Map(), children: [] }, [referrersTag(digest)]);
    const plain = {
      status: 404,
      headers: { 'content-type': 'text/plain' },
      body: Buffer.from('404 page not found'),
    };
    server.fault({ action: 'respond', respond: () => plain, match: { kind: 'referrers', times: Infinity } });
    expect(digests(await read())).toEqual(wanted);
    await read();
    expect(server.count({ kind: 'referrers' })).toBe(1);
  });

  it('none', async () => {
    await start({});
    expect(await read()).toEqual([]);
  });

  it.each([
    ['garbage', '<html>'],
    ['a wrong digest', '{"manifests":[{"mediaType":"x","digest":"sha256:1","size":1}]}'],
  ])('%s is an error', async (_, body) => {
    await start({});
    server.fault({ action: 'status', status: 200, body, match: {} });
    await expect(read()).rejects.toThrow();
  });
});
