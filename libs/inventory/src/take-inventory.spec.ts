import type { Digest, Origin, RepositoryInventory } from '@cip/oci';
import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildMultiPlatform,
  buildSignature,
  type Image,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeInventory } from './take-inventory.js';

const image = buildImage('image');
const inner = buildMultiPlatform('inner');
const index = buildIndex([inner, buildImage('beside')]);
const untagged = buildImage('untagged');
const hidden = buildImage('hidden');
const sbom = buildArtifact('sbom', { subject: image.descriptor });
const sbomOfSbom = buildArtifact('sbom of sbom', { subject: sbom.descriptor });
const signature = buildSignature(image.descriptor);

let client: ReadOnlyRegistry;
let server: TestRegistry;

beforeEach(() => {
  client = createRegistry({ retryDeadline: 300 });
});

afterEach(async () => {
  await client.close();
  await server.close();
});

async function start(options: { google?: boolean }): Promise<void> {
  server = await startRegistry(options);
  server.seed('app', image, ['v1', 'v1.0']);
  server.seed('app', index, ['v2']);
  for (const one of [untagged, hidden, sbom, sbomOfSbom]) server.seed('app', one);
  server.seed('app', signature, [`${image.descriptor.digest.replace(':', '-')}.sig`]);
}

async function read(named: readonly Digest[] = []): Promise<RepositoryInventory> {
  const source = client.repository(`${server.host}/app`);
  return takeInventory(source, await source.list(), {
    question: { tags: [], digests: named, untagged: named },
    everyTag: true,
    below: true,
  });
}

function originOf({ manifests }: RepositoryInventory, { descriptor }: Image): Origin | undefined {
  return manifests.get(descriptor.digest)?.origin;
}

describe('what a repository holds', () => {
  it('is known though an index names another index that is gone', async () => {
    await start({});
    server.deleteManifest('app', inner.descriptor.digest);
    const found = await read();
    expect(found.completeness).toMatchObject({ kind: 'tags-only' });
    expect(originOf(found, inner)).toBe('children');
  });

  it('is not known when an index that has just been found is gone', async () => {
    await start({});
    const { digest } = index.descriptor;
    server.fault({
      action: 'status',
      status: 404,
      match: { method: 'GET', reference: digest, times: Infinity },
    });
    expect((await read()).completeness).toMatchObject({ kind: 'unknown' });
  });

  it('is told by one listing where that gives everything', async () => {
    await start({ google: true });
    const state = await read();
    expect(server.count()).toBe(1);
    expect([...state.manifests.keys()].sort()).toEqual(
      Object.keys(server.snapshot()['app']!.manifests).sort(),
    );
    expect(state.manifests.get(image.descriptor.digest)).toMatchObject({
      tags: ['v1', 'v1.0'],
      origin: 'listing',
    });
  });

  it('is put together from tags, children, referrers and the digests that manifests name', async () => {
    await start({});
    const nowhere = buildImage('nowhere').descriptor.digest;
    const state = await read([untagged.descriptor.digest, nowhere, image.descriptor.digest]);
    const all = {
      image,
      index,
      inner,
      leaf: inner.children[0]!,
      sbom,
      sbomOfSbom,
      untagged,
      signature,
      hidden,
    };
    expect(
      Object.fromEntries(Object.entries(all).map(([name, one]) => [name, originOf(state, one)])),
    ).toEqual({
      image: 'tags',
      index: 'tags',
      inner: 'children',
      leaf: 'children',
      sbom: 'referrers',
      sbomOfSbom: 'referrers',
      untagged: 'manifests',
      signature: 'tags',
      hidden: undefined,
    });
    expect(state.manifests.get(inner.descriptor.digest)).toMatchObject({
      size: inner.descriptor.size,
      tags: [],
    });
  });

  it('is not known when a read fails', async () => {
    await start({});
    server.fault({ action: 'status', status: 403, match: { reference: 'v2', times: Infinity } });
    expect((await read()).unknown).toEqual(
      new Map([['v2', expect.objectContaining({ code: 'DENIED', status: 403 })]]),
    );
  });

  it('does not hold a tag that is listed and denied; that is told', async () => {
    await start({});
    server.fault({ action: 'status', status: 404, match: { reference: 'v2', times: Infinity } });
    const state = await read();
    expect(originOf(state, index)).toBeUndefined();
    expect(state.unknown).toEqual(new Map([['v2', expect.objectContaining({ code: 'CONTRADICTION' })]]));
  });
});
