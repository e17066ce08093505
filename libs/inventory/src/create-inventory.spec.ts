import { type Digest, digestOf, failureToList, type RepositoryInventory } from '@cip/oci';
import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import { buildImage, startRegistry, type TestRegistry } from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInventory } from './index.js';

const [a, b, c] = ['a', 'b', 'c'].map((seed) => buildImage(seed));
const [digestA, digestB, digestC] = [a!, b!, c!].map(({ descriptor }) => descriptor.digest) as [
  ReturnType<typeof digestOf>,
  ReturnType<typeof digestOf>,
  ReturnType<typeof digestOf>,
];
const nowhere = digestOf(Buffer.from('nowhere'));

let client: ReadOnlyRegistry;
let server: TestRegistry;

beforeEach(() => {
  client = createRegistry({ retryDeadline: 300 });
});

afterEach(async () => {
  await client.close();
  await server.close();
});

async function start(google = false): Promise<void> {
  server = await startRegistry({ google });
  server.seed('team/app', a!, ['v1', 'v1.0']);
  server.seed('team/app', b!, ['v2']);
  server.seed('team/app', c!);
}

const held = ({ manifests }: RepositoryInventory): Digest[] => [...manifests.keys()].sort();

const path = (): string => `${server.host}/team/app`;

async function ask(tags: string[], digests = [digestA, digestC, nowhere]): Promise<RepositoryInventory> {
  return createInventory(client).destination(path(), { tags, digests, untagged: [] });
}

describe('a destination', () => {
  it('with the Google extension costs one request', async () => {
    await start(true);
    const inventory = await ask(['v1', 'new']);
    expect(inventory).toMatchObject({ exists: true, completeness: { kind: 'complete' }, unknown: new Map() });
    expect(inventory.tags.get('v1')).toBe(digestA);
    expect(held(inventory)).toEqual([digestA, digestB, digestC].sort());
    expect(server.requests).toHaveLength(1);
  });

  it('without it costs a listing, a HEAD per tag that exists, and one per digest that no tag gave', async () => {
    await start();
    const inventory = await ask(['v1', 'new']);
    expect(inventory).toMatchObject({
      exists: true,
      completeness: { kind: 'tags-only' },
      tags: new Map([['v1', digestA]]),
    });
    expect(held(inventory)).toEqual([digestA, digestC].sort());
    expect(server.requests.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['tags', ''],
      ['manifest', 'v1'],
      ['manifest', digestC],
      ['manifest', nowhere],
    ]);
  });

  it('after another one there that lists tags only costs no listing if it has one of a few tags', async () => {
    await start();
    server.seed('team/tool', b!, ['v3']);
    const inventory = createInventory(client);
    const read = (name: string, tags: string[], digests = [digestB]): Promise<RepositoryInventory> =>
      inventory.destination(`${server.host}/${name}`, { tags, digests, untagged: [] });
    await read('team/app', ['v1']);
    server.resetCounts();
    const found = await read('team/tool', ['v3', 'new']);
    expect(found).toMatchObject({ exists: true, tags: new Map([['v3', digestB]]), unknown: new Map() });
    expect(server.requests.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['manifest', 'v3'],
      ['manifest', 'new'],
    ]);
    server.resetCounts();
    expect(await read('team/none', ['v1'], [digestA])).toMatchObject({ exists: false, tags: new Map() });
    expect(server.requests.map(({ kind }) => kind)).toEqual(['manifest', 'tags']);
    server.resetCounts();
    expect(await read('team/tool', ['new'])).toMatchObject({ exists: true, tags: new Map() });
    expect(server.requests.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['manifest', 'new'],
      ['tags', ''],
      ['manifest', digestB],
    ]);
    const many = Array.from({ length: 9 }, (_, i) => `v${i}`);
    server.resetCounts();
    await read('team/tool', many, []);
    expect(server.requests.map(({ kind, reference }) => [kind, reference])).toEqual([
      ['tags', ''],
      ['manifest', 'v3'],
    ]);
  });

  it('that does not exist costs a listing and a HEAD per tag', async () => {
    await start();
    const answer = await createInventory(client).destination(`${server.host}/none`, {
      tags: ['v1'],
      digests: [digestA],
      untagged: [],
    });
    expect(answer).toMatchObject({
      exists: false,
      tags: new Map(),
      manifests: new Map(),
      unknown: new Map(),
    });
    expect(server.requests).toHaveLength(2);
  });

  it('that the registry does not know, as it holds no tag, is asked for what is wanted without one', async () => {
    await start();
    server.fault({ action: 'status', status: 404, body: '{}', match: { kind: 'tags', times: Infinity } });
    const question = { tags: ['v9'], digests: [digestA, digestC], untagged: [digestC] };
    const found = await createInventory(client).destination(path(), question);
    expect(found).toMatchObject({ exists: true, completeness: { kind: 'tags-only' } });
    expect(held(found)).toEqual([digestA, digestC].sort());
    const none = await createInventory(client).destination(`${server.host}/none`, question);
    expect(none).toMatchObject({ exists: false, manifests: new Map() });
    expect(server.count({ repository: 'none' })).toBe(3);
  });

  it.each([
    { what: 'in its own words', body: '{"errors":[{"code":"MANIFEST_UNKNOWN","message":"no"}]}' },
    {
      what: 'in the words of something else',
      body: '404 page not found',
      headers: { 'content-type': 'text/plain' },
    },
  ])('that lists a tag and then denies it, $what, is unknown', async ({ body, headers = {} }) => {
    await start();
    const match = { kind: 'manifest', reference: 'v1', times: Infinity } as const;
    server.fault({ action: 'status', status: 404, body, headers, match });
    const { unknown, tags } = await ask(['v1', 'v2'], []);
    expect([...unknown.keys()]).toEqual(['v1']);
    expect(tags).toEqual(new Map([['v2', digestB]]));
  });

  it('whose listing breaks off after its first page is unreachable', async () => {
    server = await startRegistry({ paging: { pageSize: 1 } });
    server.seed('team/app', a!, ['v1', 'v2']);
    const body = '{"errors":[{"code":"NAME_UNKNOWN","message":"no"}]}';
    server.fault({ action: 'status', status: 404, body, match: { kind: 'tags', nth: 2, times: Infinity } });
    const question = { tags: ['v2'], digests: [], untagged: [] };
    expect(failureToList(await createInventory(client).destination(path(), question))).toBeDefined();
  });

  it('whose reads fail in part says what is unknown', async () => {
    await start();
    server.fault({ action: 'status', status: 403, match: { reference: 'v1', times: Infinity } });
    const { unknown, tags } = await ask(['v1', 'v2'], []);
    expect([...unknown]).toMatchObject([['v1', { code: 'DENIED', status: 403 }]]);
    expect(tags).toEqual(new Map([['v2', digestB]]));
  });

  it.each([['a listing that fails'], ['a name that is none']])('%s is unreachable', async (what) => {
    await start();
    server.fault({ action: 'status', status: 500, match: { kind: 'tags', times: Infinity } });
    const repository = what === 'a listing that fails' ? path() : `${server.host}/UPPER`;
    const answer = await createInventory(client).destination(repository, {
      tags: [],
      digests: [],
      untagged: [],
    });
    expect(failureToList(answer)).toBeDefined();
  });
});

describe('a source', () => {
  it('is asked once per digest, and the manifest is kept for the copy', async () => {
    await start();
    const inventory = createInventory(client);
    const ask = () => inventory.source(path(), digestA);
    expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ presence: 'present' }));
    await ask();
    expect(await client.repository(path()).fetchManifest(digestA)).toMatchObject({ bytes: a!.bytes });
    expect(server.requests).toHaveLength(1);
  });

  it('that lacks the digest is asked once too', async () => {
    await start();
    const inventory = createInventory(client);
    for (let i = 0; i < 3; i++) {
      expect(await inventory.source(path(), nowhere)).toEqual({ presence: 'absent' });
    }
    expect(server.requests).toHaveLength(1);
  });

  it('that cannot be read is unknown, and says why', async () => {
    await start();
    server.fault({ action: 'garbage', match: {} });
    const answer = await createInventory(client).source(path(), nowhere);
    expect(answer.presence).toBe('unknown');
    expect(answer.failure).toMatchObject({ code: 'INVALID_ANSWER', host: server.host });
  });

  it('an abort rejects with its reason, and leaves nothing behind', async () => {
    await start();
    const gate = server.gate();
    const inventory = createInventory(client);
    const controller = new AbortController();
    const asked = inventory.source(path(), digestA, { signal: controller.signal });
    const listed = inventory.destination(
      path(),
      { tags: [], digests: [], untagged: [] },
      { signal: controller.signal },
    );
    await gate.arrived;
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await expect(listed).rejects.toBe(reason);
    gate.open();
    expect(await inventory.source(path(), digestA)).toEqual({ presence: 'present' });
  });
});
