import { emptyTree, type ManifestTree, parseThinTree } from '@cip/manifest';
import { diffTrees } from '@cip/plan';
import { lint, type RegistryFacts, rules } from '@cip/policy';
import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import type { Trust } from '@cip/signing';
import {
  buildArtifact,
  buildImage,
  buildMultiPlatform,
  type Image,
  noRealRegistry,
  pushImage,
  realRegistry,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookUp } from './look-up.js';

const old = buildMultiPlatform('old', { layers: 1 });
const older = buildMultiPlatform('older', { layers: 1 });
const fresh = buildMultiPlatform('fresh', { layers: 1 });
const other = buildMultiPlatform('other', { layers: 1 });

/** Image name → lines of `digest: tags`. */
type Images = Readonly<Record<string, readonly (readonly [Image, ...string[]])[]>>;

function treeOf(source: string, destinations: readonly string[], images: Images): ManifestTree {
  const registries = destinations.map((name) => `- name: ${name}\n`).join('');
  const blocks = Object.entries(images).map(([name, entries]) => {
    const lines = entries.map(
      ([{ descriptor }, ...tags]) => `    "${descriptor.digest}": ${JSON.stringify(tags)}\n`,
    );
    return `- name: ${name}\n  dmap:\n${lines.join('')}`;
  });
  const files = {
    'manifests/foo/promoter-manifest.yaml': `registries:\n- name: ${source}\n  src: true\n${registries}`,
    'images/foo/images.yaml': blocks.join(''),
  };
  return parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
}

/** Nothing is trusted, and nobody is asked for a trust root. */
const trust = (): Promise<Trust> =>
  Promise.resolve({ root: () => Promise.resolve({ missing: 'none is configured' }), keys: [] });

let client: ReadOnlyRegistry;
let staging: TestRegistry;
let eu: TestRegistry;
let us: TestRegistry;

const before: Images = {
  app: [
    [old, 'v1.10.0'],
    [older, 'v1.9.0'],
  ],
  untouched: [[other, 'v1.0.0']],
};
const after: Images = { ...before, app: [...before['app']!, [fresh, 'v1.11.0']] };

async function start(google = false): Promise<void> {
  client = createRegistry();
  [staging, eu, us] = (await Promise.all([1, 2, 3].map(() => startRegistry({ google })))) as [
    TestRegistry,
    TestRegistry,
    TestRegistry,
  ];
  staging.seed('staging/app', fresh, ['v1.11.0']);
  for (const production of [eu, us]) {
    production.seed('prod/app', old, ['v1.10.0']);
    production.seed('prod/app', older, ['v1.9.0']);
  }
}

beforeEach(async () => start());

async function stop(): Promise<void> {
  await client.close();
  await Promise.all([staging, eu, us].map((server) => server.close()));
}

afterEach(stop);

const inTree = (images: Images): ManifestTree =>
  treeOf(`${staging.host}/staging`, [`${eu.host}/prod`, `${us.host}/prod`], images);

async function look(images = after, base: ManifestTree | undefined = inTree(before), signal?: AbortSignal) {
  return lookAt(inTree(images), base, signal);
}

async function lookAt(tree: ManifestTree, base?: ManifestTree, signal?: AbortSignal): Promise<RegistryFacts> {
  const { added } = diffTrees(base ?? emptyTree, tree);
  return lookUp({ tree, added, registry: client, trust, ...(base && { base }), ...(signal && { signal }) });
}

/** The names of the rules that have something to say. */
function rulesThatSpeak(facts: RegistryFacts, tree: ManifestTree): string[] {
  const online = rules.filter(({ kind }) => kind === 'online');
  return [...new Set(lint(tree, { facts, rules: online }).map(({ rule }) => rule))].sort();
}

describe('a version that is ready to be promoted', () => {
  it('is described, and the newest version before it, and nothing is wrong', async () => {
    const facts = await look();
    expect(facts).toMatchObject({
      added: [
        {
          source: `${staging.host}/staging/app`,
          digest: fresh.descriptor.digest,
          facts: { kind: 'index', platforms: ['linux/amd64', 'linux/arm64'] },
          newest: { tag: 'v1.10.0', digest: old.descriptor.digest, facts: { kind: 'index' } },
        },
      ],
      sourceTags: new Map([[`${staging.host}/staging/app`, new Map([['v1.11.0', fresh.descriptor.digest]])]]),
      unread: [],
    });
    expect(facts.plan.steps).toHaveLength(2);
    expect(rulesThatSpeak(facts, inTree(after))).toEqual([]);
  });

  it.each([[true], [false]])(
    'costs one listing and one HEAD of its tag per destination, and a handful more (Google list: %s)',
    async (google) => {
      await stop();
      await start(google);
      const image = buildImage('single');
      staging.seed('staging/single', image, ['v1']);
      const destinations = Array.from({ length: 20 }, (_, i) => `${eu.host}/prod-${i}`);
      const source = `${staging.host}/staging`;
      const base = treeOf(source, destinations, before);
      await lookAt(treeOf(source, destinations, { ...before, single: [[image, 'v1']] }), base);
      const asked = eu.requests.map(({ kind, repository }) => `${kind} ${repository}`);
      const perDestination = ['tags', 'manifest'];
      const expected = perDestination.flatMap((kind) =>
        destinations.map((_, i) => `${kind} prod-${i}/single`),
      );
      expect(asked.sort()).toEqual(expected.sort());
      const told = staging.requests.map(({ method, kind }) => `${method} ${kind}`);
      expect(told.sort()).toEqual([
        'GET blob',
        'GET manifest',
        'GET referrers',
        'GET tags',
        ...(google ? [] : ['HEAD manifest']),
        // The tags of signature, attestation and SBOM.
        ...Array.from({ length: 3 }, () => 'HEAD manifest'),
      ]);
      expect(us.count()).toBe(0);
    },
  );

  it('a tree that is only written in another order asks nothing', async () => {
    const base = inTree({ app: [...before['app']!].reverse(), untouched: before['untouched']! });
    expect(await look(before, base)).toMatchObject({ added: [], unread: [] });
    expect(staging.count() + eu.count() + us.count()).toBe(0);
  });

  it('without a base everything is looked up', async () => {
    const tree = inTree(after);
    const { added } = await lookAt(tree);
    expect(added).toHaveLength(4);
    expect(added.every(({ newest }) => newest === undefined)).toBe(true);
    expect(eu.count({ repository: 'prod/untouched' })).toBeGreaterThan(0);
  });

  it('tells how far it is', async () => {
    const seen: string[] = [];
    const [tree, base] = [inTree(after), inTree(before)];
    const { added } = diffTrees(base, tree);
    await lookUp({
      tree,
      base,
      added,
      registry: client,
      trust,
      onProgress: ({ label, done, total }) => seen.push(`${label} ${done}/${total}`),
    });
    expect(seen.slice(-2)).toEqual(['reading images 1/2', 'reading images 2/2']);
    expect(seen).toContain('comparing repositories 4/4');
  });
});

describe('what is wrong', () => {
  it.each<{ situation: string; arrange: () => void; images?: Images; rules: string[] }>([
    {
      situation: 'the digest is nowhere',
      arrange: () => staging.deleteManifest('staging/app', fresh.descriptor.digest),
      rules: ['digest-missing'],
    },
    {
      situation: 'the digest is not in the source any more, but in one destination',
      arrange: () => {
        staging.deleteManifest('staging/app', fresh.descriptor.digest);
        us.seed('prod/app', fresh);
      },
      rules: [],
    },
    {
      situation: 'the source has the tag on another digest',
      arrange: () => {
        staging.seed('staging/app', other, ['v1.11.0']);
      },
      rules: ['staging-tag-disagrees'],
    },
    {
      situation: 'one destination has the tag on another digest',
      arrange: () => {
        us.seed('prod/app', other, ['v1.11.0']);
      },
      rules: ['tag-taken'],
    },
    {
      situation: 'one platform of the index',
      arrange: () => undefined,
      images: { ...before, app: [...before['app']!, [fresh.children[0]!, 'v1.11.1']] },
      rules: ['single-platform'],
    },
  ])('$situation', async ({ arrange, images = after, rules }) => {
    arrange();
    expect(rulesThatSpeak(await look(images), inTree(images))).toEqual(rules);
  });

  it('an artifact is none of the versions of an image', async () => {
    const sbom = buildArtifact('sbom');
    staging.seed('staging/app', sbom);
    const images = { ...before, app: [...before['app']!, [sbom, 'v1.11.0-sbom'] as const] };
    expect(rulesThatSpeak(await look(images), inTree(images))).toEqual([]);
  });
});

describe('what cannot be read is never missing', () => {
  const always = { times: Infinity };

  beforeEach(async () => {
    await client.close();
    client = createRegistry({ retryDeadline: 300, idleTimeout: 1000 });
  });

  it.each<{ situation: string; arrange: () => void; unread: () => string[]; facts: object }>([
    {
      situation: 'no right to read the source',
      arrange: () => staging.fault({ action: 'status', status: 403, match: always }),
      unread: () => [`${staging.host}/staging/app`],
      facts: { failure: { status: 403 } },
    },
    {
      situation: 'a source that wants credentials',
      arrange: () => staging.fault({ action: 'status', status: 401, match: always }),
      unread: () => [`${staging.host}/staging/app`],
      facts: { failure: { status: 401 } },
    },
    {
      situation: 'a source that fails',
      arrange: () => staging.fault({ action: 'status', status: 500, match: always }),
      unread: () => [`${staging.host}/staging/app`],
      facts: { failure: { status: 500 } },
    },
    {
      situation: 'a source that sends no end',
      arrange: () => staging.fault({ action: 'stall', after: 3, match: { kind: 'manifest', ...always } }),
      unread: () => [`${staging.host}/staging/app`],
      facts: { failure: expect.anything() as object },
    },
    {
      situation: 'a source that is a web site',
      arrange: () => staging.fault({ action: 'garbage', match: always }),
      unread: () => [`${staging.host}/staging/app`],
      facts: { failure: expect.anything() as object },
    },
    {
      situation: 'a destination that fails, while the source has the image',
      arrange: () => us.fault({ action: 'status', status: 500, match: always }),
      unread: () => [`${us.host}/prod/app`],
      facts: { kind: 'index' },
    },
  ])('$situation', async ({ arrange, unread, facts }) => {
    arrange();
    const found = await look();
    expect(found.added).toMatchObject([{ facts }]);
    expect([...new Set(found.unread.map(({ repository }) => repository))]).toEqual(unread());
    expect(rulesThatSpeak(found, inTree(after))).toEqual(['unreachable']);
  });

  it('what the source lacks is missing, although a destination that fails may have it', async () => {
    staging.deleteManifest('staging/app', fresh.descriptor.digest);
    us.fault({ action: 'status', status: 500, match: always });
    const found = await look();
    expect(found.added[0]).not.toHaveProperty('facts');
    expect(rulesThatSpeak(found, inTree(after)).sort()).toEqual(['digest-missing', 'unreachable']);
  });

  it.each([
    ['lacks it', () => staging.deleteManifest('staging/app', fresh.descriptor.digest)],
    ['cannot be read', () => void staging.fault({ action: 'status', status: 403, match: always })],
  ])('what one destination has is there, although another fails and the source %s', async (_, arrange) => {
    arrange();
    us.fault({ action: 'status', status: 500, match: always });
    eu.seed('prod/app', fresh, ['v1.11.0']);
    const found = await look();
    expect(found.added).toMatchObject([{ facts: { kind: 'index' } }]);
    expect(rulesThatSpeak(found, inTree(after))).toEqual(['unreachable']);
  });

  it('the newest version is read from a destination that answers', async () => {
    eu.fault({ action: 'status', status: 403, match: always });
    expect((await look()).added).toMatchObject([{ newest: { tag: 'v1.10.0', facts: { kind: 'index' } } }]);
  });

  it('an abort rejects with its reason', async () => {
    const gate = staging.gate();
    const controller = new AbortController();
    const reason = new Error('enough');
    const looking = look(after, undefined, controller.signal);
    await gate.arrived;
    controller.abort(reason);
    await expect(looking).rejects.toBe(reason);
    gate.open();
  });
});

it('on a real registry', async (context) => {
  const real = await realRegistry();
  if (!real) return context.skip(noRealRegistry);
  try {
    const { host } = real;
    await pushImage(host, 'staging/app', fresh, ['v1.11.0']);
    await pushImage(host, 'staging/app', other);
    await pushImage(host, 'eu/prod/app', old, ['v1.10.0']);
    const at = (images: Images) => treeOf(`${host}/staging`, [`${host}/eu/prod`, `${host}/us/prod`], images);
    const missing = buildImage('nowhere');
    const tree = at({
      app: [...before['app']!, [fresh, 'v1.11.0'], [other, 'v1.12.0'], [missing, 'v2.0.0']],
    });
    const facts = await lookAt(tree, at({ app: before['app']! }));
    const bySituation = new Map(facts.added.map(({ digest, ...rest }) => [digest, rest]));
    expect(bySituation.get(fresh.descriptor.digest)).toMatchObject({
      facts: { kind: 'index', platforms: ['linux/amd64', 'linux/arm64'] },
      newest: { tag: 'v1.10.0', facts: { kind: 'index' } },
    });
    expect(bySituation.get(other.descriptor.digest)).toHaveProperty('facts.kind', 'index');
    expect(bySituation.get(missing.descriptor.digest)).not.toHaveProperty('facts');
    expect(rulesThatSpeak(facts, tree)).toEqual(['digest-missing']);
  } finally {
    await real.close();
  }
});
