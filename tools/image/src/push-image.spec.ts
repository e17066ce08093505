import { type Digest, mediaTypes, parseReference, type TagReference } from '@cip/oci';
import { createRegistry, type WriteOnceRegistry } from '@cip/registry';
import { buildImage, type Image, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assemble, type AssembledImage } from './assemble.js';
import { buildBase, buildBaseIndex } from './fixtures.js';
import { appFacts, imageFactsOf } from './image-facts.js';
import { pushImage } from './push-image.js';
import { readBase } from './read-base.js';

const facts = imageFactsOf(appFacts.get('promoter') ?? expect.fail('no promoter'), '1.0.0');
const bundle = { program: new TextEncoder().encode('console.log(1);\n'), chunks: new Map() };
const bases = {
  image: await buildBase('base'),
  index: await buildBaseIndex('base'),
  docker: await buildBase('base', { format: 'docker' }),
};

interface JsonManifest {
  readonly manifests?: readonly { readonly digest: Digest; readonly platform: object }[];
  readonly layers?: readonly { readonly mediaType: string; readonly digest: Digest }[];
  readonly config?: { readonly digest: Digest };
  readonly annotations?: Readonly<Record<string, string>>;
}

describe('an assembled image', () => {
  let registry: TestRegistry;
  let client: WriteOnceRegistry;

  beforeEach(async () => {
    registry = await startRegistry();
    client = createRegistry({ rights: 'write-once', requestsPerSecond: 0, retryDeadline: 0 });
    for (const [tag, image] of Object.entries(bases)) registry.seed('base', image, [tag]);
  });

  afterEach(async () => {
    await client.close();
    await registry.close();
  });

  const at = (text: string, host = registry.host): TagReference => {
    const reference = parseReference(`${host}/${text}`);
    return reference.kind === 'tag' ? reference : expect.fail(text);
  };

  const make = async (base: string, more: object = {}): Promise<AssembledImage> => {
    const reference = at(`base:${base}`);
    const found = await readBase(client.repository(reference.name), reference, undefined);
    return assemble(found, { facts, bundle, labels: {}, ...more });
  };

  const manifestOf = (repository: string, reference: string, from = registry): JsonManifest => {
    const found = from.manifest(repository, reference) ?? expect.fail(`no ${repository} ${reference}`);
    return JSON.parse(new TextDecoder().decode(found.bytes)) as JsonManifest;
  };

  const configOf = (repository: string, { config }: JsonManifest): unknown => {
    const bytes = registry.blob(repository, config?.digest ?? expect.fail()) ?? expect.fail('no config');
    return JSON.parse(new TextDecoder().decode(bytes));
  };

  it('has the layers of its base, mounted, and one more', async () => {
    const image = await make('image');
    registry.resetCounts();
    await pushImage(image, [at('cip:v1')], client);
    const { layers = [] } = manifestOf('cip', 'v1');
    const ofBase = manifestOf('base', 'image').layers?.map(({ digest }) => digest) ?? [];
    expect(layers.map(({ digest }) => digest).slice(0, -1)).toEqual(ofBase);
    expect(layers).toHaveLength(ofBase.length + 1);
    expect(registry.blobBytesServed).toBe(0);
    expect(registry.count({ kind: 'upload-commit' })).toBe(2);
  });

  it('is an index for the platforms of its base, which knows where it comes from', async () => {
    const image = await make('index');
    await pushImage(image, [at('cip:v1')], client);
    const { manifests = [], annotations } = manifestOf('cip', 'v1');
    expect(manifests.map(({ platform }) => platform)).toEqual([
      { os: 'linux', architecture: 'amd64' },
      { os: 'linux', architecture: 'arm64', variant: 'v8' },
    ]);
    expect(annotations).toEqual({
      'org.opencontainers.image.base.name': `${registry.host}/base:index`,
      'org.opencontainers.image.base.digest': bases.index.descriptor.digest,
    });
    const children = manifests.map(({ digest }) => manifestOf('cip', digest));
    expect(children.map((child) => child.annotations?.['org.opencontainers.image.base.digest'])).toEqual(
      bases.index.children.slice(0, 2).map(({ descriptor }) => descriptor.digest),
    );
    for (const child of children) {
      expect(configOf('cip', child)).toMatchObject({ config: { User: '65532:65532' }, os: 'linux' });
    }
    expect(new Set(children.map(({ layers }) => layers?.at(-1)?.digest)).size).toBe(1);
  });

  it('is an OCI image also on a base in the format of Docker', async () => {
    const image = await make('docker');
    await pushImage(image, [at('cip:v1')], client);
    expect(image.root.descriptor.mediaType).toBe(mediaTypes.ociManifest);
    const types = manifestOf('cip', 'v1').layers?.map(({ mediaType }) => mediaType);
    expect(new Set(types)).toEqual(new Set([mediaTypes.ociLayerGzip]));
  });

  it('has the same digest whenever it is made of the same, and another one otherwise', async () => {
    const digest = async (...args: Parameters<typeof make>): Promise<Digest> =>
      (await make(...args)).root.descriptor.digest;
    const first = await digest('index');
    expect(await digest('index')).toBe(first);
    const others = [
      await digest('image'),
      await digest('index', { labels: { a: 'b' } }),
      await digest('index', { created: '2026-01-01T00:00:00Z' }),
      await digest('index', {
        bundle: { ...bundle, program: new TextEncoder().encode('console.log(2);\n') },
      }),
    ];
    expect(new Set([first, ...others]).size).toBe(5);
  });

  it('goes to several registries, and is read once from that of its base', async () => {
    await using us = await startRegistry();
    await using eu = await startRegistry();
    const image = await make('image');
    registry.resetCounts();
    const tags = [us.host, eu.host].flatMap((host) => [at('cip:v1', host), at('cip:latest', host)]);
    await pushImage(image, tags, client);
    const found = [us, eu].flatMap((one) => ['v1', 'latest'].map((tag) => one.manifest('cip', tag)));
    const { digest } = image.root.descriptor;
    expect(found.map((manifest) => manifest?.descriptor.digest)).toEqual(Array(4).fill(digest));
    expect(registry.count({ kind: 'blob' })).toBe(3);
    expect(registry.writes).toBe(0);
  });

  it('can be pushed again, which sends nothing', async () => {
    const image = await make('index');
    await pushImage(image, [at('cip:v1')], client);
    registry.resetCounts();
    await pushImage(image, [at('cip:v1')], client);
    expect(registry.writes).toBe(0);
  });

  it('takes no tag from another image, and writes nothing then', async () => {
    const other: Image = buildImage('other');
    registry.seed('cip', other, ['v1']);
    const image = await make('image');
    registry.resetCounts();
    await expect(pushImage(image, [at('cip:v0'), at('cip:v1')], client)).rejects.toMatchObject({
      message: `${registry.host}/cip:v1 is taken by another image, ${other.descriptor.digest}`,
      exitCode: 1,
    });
    expect(registry.writes).toBe(0);
  });

  it('goes to all registries but those that fail, and says which these are', async () => {
    await using us = await startRegistry();
    await using eu = await startRegistry();
    const image = await make('image');
    for (const failing of [us, registry]) {
      failing.fault({ match: { kind: 'manifest', method: 'PUT', times: 9 }, action: 'status', status: 403 });
    }
    const pushing = pushImage(image, [at('cip:v1', us.host), at('cip:v1'), at('cip:v1', eu.host)], client);
    await expect(pushing).rejects.toMatchObject({ exitCode: 1 });
    for (const { host } of [us, registry]) {
      await expect(pushing).rejects.toThrow(`${host}/cip: the image could not be pushed: `);
    }
    expect(eu.manifest('cip', 'v1')?.descriptor).toEqual(image.root.descriptor);
  });
});
