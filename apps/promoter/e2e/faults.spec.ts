import type { FaultAction, RequestMatch } from '@cip/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CipResult } from './run-cip.js';
import {
  complaintsOf,
  images,
  type RegistryName,
  reportOf,
  startWorld,
  type State,
  stateOf,
  tagsOf,
  type World,
} from './world.js';

interface Endpoint {
  readonly name: string;
  readonly at: RegistryName;
  readonly match: RequestMatch;
}

const endpoints: readonly Endpoint[] = [
  { name: 'manifest GET at staging', at: 'staging', match: { kind: 'manifest', method: 'GET' } },
  { name: 'blob GET at staging', at: 'staging', match: { kind: 'blob', method: 'GET' } },
  { name: 'tags/list', at: 'us', match: { kind: 'tags', method: 'GET' } },
  { name: "tags/list in Google's form", at: 'eu', match: { kind: 'tags', method: 'GET' } },
  { name: 'manifest HEAD', at: 'us', match: { kind: 'manifest', method: 'HEAD' } },
  { name: 'manifest GET', at: 'us', match: { kind: 'manifest', method: 'GET' } },
  { name: 'blob HEAD', at: 'us', match: { kind: 'blob', method: 'HEAD' } },
  { name: 'upload start', at: 'us', match: { kind: 'upload-start', method: 'POST' } },
  { name: 'mount', at: 'us', match: { kind: 'mount', method: 'POST' } },
  { name: 'upload commit', at: 'us', match: { kind: 'upload-commit', method: 'PUT' } },
  { name: 'manifest PUT', at: 'us', match: { kind: 'manifest', method: 'PUT' } },
];
const token: Endpoint = { name: 'token', at: 'us', match: { kind: 'token' } };

interface Trouble {
  readonly name: string;
  /** Made anew for each run. */
  readonly action: () => FaultAction;
  /** Default: all endpoints. */
  readonly hits?: (endpoint: Endpoint) => boolean;
  /** The registry says something wrong and nothing of "later": giving up the item is right, too. */
  readonly mayGiveUp?: (endpoint: Endpoint) => boolean;
}

const always = (): boolean => true;
const isGet = ({ match }: Endpoint): boolean => match.method === 'GET';
const isWrite = ({ match }: Endpoint): boolean => match.method === 'PUT' || match.method === 'POST';
const isList = ({ match }: Endpoint): boolean => match.kind === 'tags';
const namesDigest = ({ match }: Endpoint): boolean => !['tags', 'upload-start'].includes(String(match.kind));

const troubles: readonly Trouble[] = [
  { name: '503', action: () => ({ action: 'status', status: 503 }) },
  {
    name: '503 with Retry-After: 1',
    action: () => ({ action: 'status', status: 503, headers: { 'retry-after': '1' } }),
  },
  { name: '500', action: () => ({ action: 'status', status: 500 }) },
  {
    name: '429 with Retry-After as a date',
    action: () => ({ action: 'status', status: 429, headers: { 'retry-after': inOneSecond() } }),
  },
  { name: 'reset before the answer', action: () => ({ action: 'reset' }) },
  { name: 'reset within the answer', action: () => ({ action: 'reset-body', after: 1 }) },
  {
    name: 'silence',
    action: () => ({ action: 'respond', respond: () => new Promise<undefined>(() => undefined) }),
  },
  { name: 'stall within the body', action: () => ({ action: 'stall', after: 1 }), hits: isGet },
  { name: 'truncated body', action: () => ({ action: 'truncate' }), hits: isGet },
  { name: 'corrupt body', action: () => ({ action: 'corrupt' }), hits: isGet, mayGiveUp: isList },
  { name: 'commit, then reset', action: () => ({ action: 'commit-then-reset' }), hits: isWrite },
  { name: 'garbage', action: () => ({ action: 'garbage' }), mayGiveUp: always },
  {
    name: 'wrong Docker-Content-Digest',
    action: () => ({ action: 'wrong-digest' }),
    hits: namesDigest,
    mayGiveUp: always,
  },
  { name: 'a body of 10 GB', action: () => ({ action: 'huge-length' }), hits: isGet, mayGiveUp: always },
];

function inOneSecond(): string {
  return new Date(Date.now() + 1000).toUTCString();
}

let wholeUs: State;
let wholeEu: State;
let wholeTags: string[];

beforeAll(async () => {
  await using world = await startWorld();
  const result = await world.promote();
  expect(result.stderr).toBe('');
  expect(reportOf(result).summary).toMatchObject({ promoted: 10, tagged: 2, existing: 4, failed: 0 });
  expect(result.code).toBe(0);
  expect(world.us.digestSet()).toEqual(
    [
      ...[`prod/app@${images.old.descriptor.digest},v0`],
      ...['v1', 'v1.0'].map((tag) => `prod/app@${images.app.descriptor.digest},${tag}`),
      `prod/app@${images.platforms.descriptor.digest},v2`,
      ...images.platforms.children.map(({ descriptor }) => `prod/app@${descriptor.digest},-`),
      `prod/app@${images.untagged.descriptor.digest},-`,
      `prod/tools@${images.tools.descriptor.digest},v3`,
      `prod/present@${images.present.descriptor.digest},v6`,
      ...['v7', 'v7.1'].map((tag) => `prod/retagged@${images.retagged.descriptor.digest},${tag}`),
    ].sort(),
  );
  for (const { name, at, match } of endpoints) expect(world[at].count(match), name).toBeGreaterThan(0);
  [wholeUs, wholeEu, wholeTags] = [stateOf(world.us), stateOf(world.eu), tagsOf(world.us)];
  expect(wholeEu).toEqual(wholeUs);
});

function expectWhole(world: World): void {
  expect(stateOf(world.us)).toEqual(wholeUs);
  expect(stateOf(world.eu)).toEqual(wholeEu);
}

function expectNoWrongTag(world: World): void {
  for (const registry of world.production)
    expect(wholeTags).toEqual(expect.arrayContaining(tagsOf(registry)));
}

/** The run said so, where and why; and once the trouble is over, another run brings the rest. */
async function expectHonest(world: World, result: CipResult, host: string): Promise<void> {
  const complaints = complaintsOf(result);
  expect(result.code).toBe(1);
  expect(complaints).not.toHaveLength(0);
  // A tag that a wrong answer puts on another digest is told by its destination.
  for (const { destination, reason } of complaints) expect(`${destination}: ${reason}`).toContain(host);
  expectNoWrongTag(world);
  expect(await world.promote()).toMatchObject({ code: 0 });
  expectWhole(world);
}

interface Case {
  readonly name: string;
  readonly hit: readonly Endpoint[];
  readonly trouble: Trouble;
}

/** What a run must survive hits several endpoints in one run; what may end it, one at a time. */
function casesOf(list: readonly Endpoint[]): Case[] {
  return troubles.flatMap((trouble) => {
    const { hits = always, mayGiveUp = () => false } = trouble;
    const alone = list
      .filter((endpoint) => hits(endpoint) && mayGiveUp(endpoint))
      .map((endpoint) => [endpoint]);
    const together = inParts(list.filter((endpoint) => hits(endpoint) && !mayGiveUp(endpoint)));
    return [...together, ...alone].map((hit) => ({
      name: `${trouble.name}: ${hit.map(({ name }) => name).join(', ')}`,
      hit,
      trouble,
    }));
  });
}

function inParts(list: readonly Endpoint[]): Endpoint[][] {
  const most = 4;
  return list.length === 0 ? [] : [list.slice(0, most), ...inParts(list.slice(most))];
}

async function runWithTrouble(world: World, { hit, trouble }: Case): Promise<void> {
  const faults = hit.map(({ at, match }) => world[at].fault({ match, ...trouble.action() }));
  const result = await world.promote();
  const complaints = complaintsOf(result);
  for (const fault of faults) expect(fault.hits).toBe(1);
  expectNoWrongTag(world);
  const [first] = hit;
  if (complaints.length > 0 && first && trouble.mayGiveUp?.(first)) {
    await expectHonest(world, result, world[first.at].host);
  } else {
    expect(complaints).toEqual([]);
    expect(result.code).toBe(0);
    expectWhole(world);
  }
}

describe.concurrent('a fault that passes', () => {
  it.each(casesOf(endpoints))('$name', async (entry) => {
    await using world = await startWorld();
    await runWithTrouble(world, entry);
  });
});

describe.concurrent('with tokens', () => {
  const auth = { user: 'promoter', password: 'open sesame' };

  it.each(casesOf([token]))('$name', async (entry) => {
    await using world = await startWorld({ auth });
    await runWithTrouble(world, entry);
  });

  it.each(endpoints.filter(({ at }) => at !== 'eu'))('a token that ends before: $name', async (endpoint) => {
    await using world = await startWorld({ auth });
    const registry = world[endpoint.at];
    let ended = false;
    registry.fault({
      match: { ...endpoint.match, times: Infinity },
      action: 'respond',
      respond: ({ headers }) => {
        if (!ended && headers.authorization !== undefined) {
          ended = true;
          registry.revokeTokens();
        }
        return undefined;
      },
    });
    const result = await world.promote();
    expect(ended).toBe(true);
    expect(complaintsOf(result)).toEqual([]);
    expect(result.code).toBe(0);
    expectWhole(world);
  });
});

describe.concurrent('a fault that stays', () => {
  const cases = endpoints
    .filter(({ at }) => at === 'us')
    // A mount that is refused is an upload.
    .filter(({ match }) => match.kind !== 'mount')
    .flatMap(({ name, match }) => [503, 403].map((status) => ({ name, match, status })));

  it.each(cases)('$status at $name holds up no other registry', async ({ match, status }) => {
    await using world = await startWorld();
    const fault = world.us.fault({ match: { ...match, times: Infinity }, action: 'status', status });
    const result = await world.promote([], { patience: { retryDeadline: '3s' } });
    const complaints = complaintsOf(result);
    expect(stateOf(world.eu)).toEqual(wholeEu);
    expect(fault.hits).toBeGreaterThan(0);
    expect(result.code).toBe(1);
    expect(complaints).not.toHaveLength(0);
    for (const { reason } of complaints) expect(reason).toContain(world.us.host);
    expectNoWrongTag(world);
  });

  it('at one layer of staging holds up no other image', async () => {
    await using world = await startWorld();
    const [layer = ''] = [...images.tools.blobs.keys()].filter((digest) => !images.app.blobs.has(digest));
    world.staging.fault({
      match: { kind: 'blob', method: 'GET', reference: layer, times: Infinity },
      action: 'corrupt',
    });
    const result = await world.promote();
    expect(complaintsOf(result).map(({ image }) => image)).toEqual(['tools', 'tools']);
    const { 'prod/tools': _, ...rest } = wholeUs.manifests;
    expect(world.us.snapshot()).toMatchObject(rest);
    world.staging.clearFaults();
    await expectHonest(world, result, world.staging.host);
  });
});
