import { digestOf } from '@cip/oci';
import { buildImage, startRegistry, type TestRegistry } from '@cip/testing';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRegistry, type RegistryOptions } from './index.js';
import type { Listing } from '@cip/oci';

const first = buildImage('first');
const second = buildImage('second');

async function list(
  server: TestRegistry,
  options: RegistryOptions = {},
  path = 'team/app',
): Promise<Listing> {
  const client = createRegistry({ retryDeadline: 500, ...options });
  try {
    return await client.repository(`${server.host}/${path}`).list();
  } finally {
    await client.close();
  }
}

describe('listing names', () => {
  it.each([
    ['absolute links', { pageSize: 2, link: 'absolute' }, 3],
    ['relative links', { pageSize: 2, link: 'relative' }, 3],
    ['links that are a query only', { pageSize: 2, link: 'query' }, 3],
    ['a tag per page', { pageSize: 1 }, 5],
    ['empty pages between', { pageSize: 2, emptyPages: true }, 6],
    ['all on one page', {}, 1],
  ] as const)('%s', async (_, paging, requests) => {
    await using server = await startRegistry({ paging });
    server.seed('team/app', first, ['a', 'b', 'c', 'd', 'e']);
    const listing = await list(server);
    expect([...listing.tags.keys()]).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(listing).toMatchObject({ exists: true, manifests: undefined });
    expect(server.requests).toHaveLength(requests);
  });

  it('a page that leads to itself is an error', async () => {
    await using server = await startRegistry({ paging: { repeatPages: true } });
    server.seed('team/app', first, ['a']);
    await expect(list(server)).rejects.toMatchObject({ code: 'INVALID_ANSWER' });
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it('a link to another host is not followed', async () => {
    await using server = await startRegistry();
    await using other = await startRegistry();
    const headers = { link: `<http://${other.host}/v2/team/app/tags/list>; rel="next"` };
    server.fault({ action: 'status', status: 200, headers, body: '{"tags":["a"]}', match: {} });
    await expect(list(server)).rejects.toMatchObject({ code: 'REFUSED_BY_POLICY' });
    expect(other.requests).toHaveLength(0);
  });

  it.each([
    ['no repository', 404, '{"errors":[{"code":"NAME_UNKNOWN"}]}', false],
    ['no tags', 200, '{"name":"team/app","tags":null}', true],
  ] as const)('%s', async (_, status, body, exists) => {
    await using server = await startRegistry();
    server.fault({ action: 'status', status, body, match: {} });
    expect(await list(server)).toMatchObject({ exists, tags: new Map() });
  });

  it.each([
    ['a page of HTML', '<html>hello</html>'],
    ['no list', '{"tags":"a"}'],
    ['a list of numbers', '{"tags":[1]}'],
  ])('%s is an error, not an empty repository', async (_, body) => {
    await using server = await startRegistry();
    server.fault({ action: 'status', status: 200, body, match: {} });
    await expect(list(server)).rejects.toMatchObject({ code: 'INVALID_ANSWER' });
  });

  it('more pages, bytes or tags than the limits: stops', async () => {
    await using server = await startRegistry({ paging: { pageSize: 1 } });
    server.seed('team/app', first, ['a', 'b', 'c', 'd']);
    const tooLarge = { code: 'TOO_LARGE' };
    await expect(list(server, { limits: { pages: 3 } })).rejects.toMatchObject(tooLarge);
    await expect(list(server, { limits: { entries: 3 } })).rejects.toMatchObject(tooLarge);
    await expect(list(server, { limits: { pageBytes: 10 } })).rejects.toMatchObject(tooLarge);
  });

  it('gives every tag once, however the pages are cut', async () => {
    const tag = fc.stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,20}$/);
    const paging = fc.record({
      pageSize: fc.integer({ min: 1, max: 7 }),
      link: fc.constantFrom('absolute' as const, 'relative' as const, 'query' as const),
      emptyPages: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(tag, { minLength: 1, maxLength: 20 }), paging, async (tags, cut) => {
        await using server = await startRegistry({ paging: cut });
        server.seed('team/app', first, tags);
        expect([...(await list(server)).tags.keys()].sort()).toEqual([...tags].sort());
      }),
      { numRuns: 25 },
    );
  });
});

describe('the Google extension', () => {
  it('gives digests, media types and what has no tag, in one request', async () => {
    await using server = await startRegistry({ google: true });
    server.seed('team/app', first, ['a', 'b']);
    server.seed('team/app', second);
    const listing = await list(server);
    expect([...listing.tags]).toEqual([
      ['a', first.descriptor.digest],
      ['b', first.descriptor.digest],
    ]);
    expect([...(listing.manifests ?? [])].sort()).toEqual(
      [first, second].map(({ descriptor }) => [descriptor.digest, descriptor.mediaType]).sort(),
    );
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['nothing at all', { manifest: {}, child: [], tags: [] }, false],
    ['only children', { manifest: {}, child: ['x'], tags: [] }, true],
  ])('%s', async (_, body, exists) => {
    await using server = await startRegistry();
    server.fault({ action: 'status', status: 200, body: JSON.stringify(body), match: {} });
    const listing = await list(server);
    expect({ ...listing, manifests: [...(listing.manifests ?? ['none'])] }).toMatchObject({
      exists,
      manifests: [],
    });
  });

  it('a tag that no manifest names: the manifests are not taken for complete', async () => {
    await using server = await startRegistry();
    const digest = digestOf(Buffer.from('x'));
    const manifest = { [digest]: { tag: ['a'], mediaType: 'm' } };
    const body = JSON.stringify({ manifest, child: [], tags: ['a', 'b'] });
    server.fault({ action: 'status', status: 200, body, match: {} });
    const listing = await list(server);
    expect(listing.manifests).toBeUndefined();
    expect([...listing.tags]).toEqual([
      ['a', digest],
      ['b', undefined],
    ]);
  });
});
