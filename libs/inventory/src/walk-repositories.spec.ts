import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import { buildImage, type RegistryOptions, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type Discovery, walkRepositories } from './index.js';

let client: ReadOnlyRegistry;
let server: TestRegistry;

afterEach(async () => {
  await client.close();
  await server.close();
});

async function start(options: RegistryOptions): Promise<void> {
  client = createRegistry({ retryDeadline: 300 });
  server = await startRegistry(options);
  for (const name of ['prod/app', 'prod/deep/er/tool', 'prod/deep', 'production/no', 'other'])
    server.seed(name, buildImage(name), ['v1']);
  server.seed('prod', buildImage('root'));
}

interface Walked {
  readonly discovery: Discovery;
  readonly found: readonly string[];
  readonly failed: readonly string[];
}

async function walk(path = '/prod', named: readonly string[] = []): Promise<Walked> {
  const found: string[] = [];
  const failed: string[] = [];
  const short = (name: string): string => name.slice(server.host.length + 1);
  const { discovery, completeness } = await walkRepositories(client, `${server.host}${path}`, {
    named: named.map((name) => `${server.host}/${name}`),
    onListing: (name, listing) => {
      if (listing.tags.size > 0 || (listing.manifests?.size ?? 0) > 0) found.push(short(name));
    },
    onFailure: (name) => {
      failed.push(short(name));
    },
  });
  expect(completeness.kind).toBe(discovery === 'named' ? 'unknown' : 'complete');
  return { discovery, found: found.sort(), failed };
}

describe('all repositories below a prefix', () => {
  it('are found by the children that listings name, one listing each and one for each prefix above', async () => {
    await start({ google: true });
    const { discovery, found } = await walk();
    expect(discovery).toBe('listing');
    expect(found).toEqual(['prod', 'prod/app', 'prod/deep', 'prod/deep/er/tool']);
    expect(server.count()).toBe(5);
    expect(server.count({ kind: 'tags', repository: 'prod/deep/er' })).toBe(1);
  });

  it('are found by the catalog where listings name no children', async () => {
    await start({});
    const { discovery, found } = await walk();
    expect(discovery).toBe('catalog');
    expect(found).toEqual(['prod/app', 'prod/deep', 'prod/deep/er/tool']);
    expect(server.count()).toBe(5);
  });

  it('are those of the whole registry without a path', async () => {
    await start({});
    expect((await walk('')).found).toEqual([
      'other',
      'prod/app',
      'prod/deep',
      'prod/deep/er/tool',
      'production/no',
    ]);
  });

  it('are those that are named where the registry tells of none', async () => {
    await start({ catalog: false });
    const walked = await walk('/prod', ['prod/app', 'other', 'prod/app']);
    expect(walked).toEqual({ discovery: 'named', found: ['prod/app'], failed: [] });
  });

  it('that cannot be listed are told, and the others are found', async () => {
    await start({ google: true });
    server.fault({ action: 'status', status: 403, match: { repository: 'prod/deep', times: Infinity } });
    const walked = await walk();
    expect(walked).toEqual({ discovery: 'listing', found: ['prod', 'prod/app'], failed: ['prod/deep'] });
  });

  it('are unknown, not none, where neither prefix nor catalog may be read', async () => {
    await start({ catalog: false });
    server.fault({ action: 'status', status: 403, match: { kind: 'tags', times: Infinity } });
    expect(await walk()).toEqual({ discovery: 'named', found: [], failed: ['prod'] });
  });

  it('are unknown where the registry fails, which is told once', async () => {
    await start({});
    server.fault({ action: 'status', status: 500, match: { times: Infinity } });
    expect(await walk('/prod', ['prod/app'])).toEqual({ discovery: 'named', found: [], failed: ['prod'] });
  });

  it('are not listed again where they are known, and what lies below them is', async () => {
    await start({ google: true });
    const found: string[] = [];
    const known = new Map([
      ['prod', { children: ['app', 'deep'] }],
      ['prod/app', {}],
    ]);
    await walkRepositories(client, `${server.host}/prod`, {
      known: (name) => known.get(name.slice(server.host.length + 1)),
      onListing: (name) => {
        found.push(name.slice(server.host.length + 1));
      },
      onFailure: () => undefined,
    });
    expect(found).toEqual(['prod/deep', 'prod/deep/er', 'prod/deep/er/tool']);
    expect(server.count()).toBe(3);
  });

  it('are listed no more than so many at a time, until what follows is done', async () => {
    await start({ google: true });
    let now = 0;
    let most = 0;
    await walkRepositories(client, `${server.host}/prod`, {
      atATime: 1,
      onListing: async () => {
        most = Math.max(most, ++now);
        await client.catalog(server.host);
        now -= 1;
      },
      onFailure: () => undefined,
    });
    expect(most).toBe(1);
    expect(server.count({ kind: 'tags' })).toBe(5);
  });

  it('are not asked for any more after an abort', async () => {
    await start({ google: true });
    const aborted = AbortSignal.abort(new Error('enough'));
    const walking = walkRepositories(client, `${server.host}/prod`, {
      signal: aborted,
      onListing: () => undefined,
      onFailure: () => undefined,
    });
    await expect(walking).rejects.toThrow('enough');
    expect(server.count()).toBe(0);
  });
});
