import { type Drift, type Promises, promisesOf } from '@cip/audit';
import { parseThinTree } from '@cip/manifest';
import { referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildImage,
  buildIndex,
  buildMultiPlatform,
  buildSignature,
  type Image,
  startRegistry,
  type TestRegistry,
  treeFiles,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweep, type SweepOptions, type SweepResult } from './sweep.js';

const image = buildImage('image');
const index = buildMultiPlatform('index', { layers: 1 });
const nested = buildIndex([buildMultiPlatform('inner'), buildImage('beside')]);
const untagged = buildImage('untagged');
const rogue = buildImage('rogue');
const all = { image, index, nested, untagged, rogue, child: index.children[0]!, inner: nested.children[0]! };
const given: Readonly<Record<string, readonly (readonly [Image, readonly string[]])[]>> = {
  app: [
    [image, ['v1', 'v1.0']],
    [index, ['v2']],
    [nested, ['v3']],
    [untagged, []],
  ],
  'deep/tool': [[image, ['t1']]],
};

let regions: readonly [TestRegistry, TestRegistry];
let promises: Promises;

async function start(google: boolean): Promise<void> {
  regions = [await startRegistry({ google }), await startRegistry({ google })];
  for (const registry of regions) {
    for (const [name, entries] of Object.entries(given)) {
      for (const [one, tags] of entries) registry.seed(`prod/${name}`, one, tags);
    }
  }
  regions[0].seed('staging/app', image, ['v1']);
  const files = treeFiles({
    project: {
      source: `${regions[0].host}/staging`,
      destinations: regions.map(({ host }) => `${host}/prod`),
      images: Object.fromEntries(
        Object.entries(given).map(([name, entries]) => [
          name,
          Object.fromEntries(entries.map(([one, tags]) => [one.descriptor.digest, tags])),
        ]),
      ),
    },
  });
  const tree = parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
  promises = promisesOf(tree);
}

afterEach(async () => {
  await Promise.all(regions.map((registry) => registry.close()));
});

async function swept(options: Partial<SweepOptions> = {}): Promise<SweepResult> {
  const registry = createRegistry({ requestsPerSecond: 0, retryDeadline: 0, idleTimeout: 2000 });
  try {
    return await sweep({ promises, registry, ...options });
  } finally {
    await registry.close();
  }
}

/** `kind region path tag digest`, with names for what is known. */
function told({ drift }: Pick<SweepResult, 'drift'>): string[] {
  return drift.map(lineOf).sort();
}

function lineOf({ kind, repository, tag, digest }: Drift): string {
  const region = regions.findIndex(({ host }) => repository.startsWith(`${host}/`));
  const known = Object.entries(all).find(([, { descriptor }]) => descriptor.digest === digest);
  const path = repository.slice(repository.indexOf('/') + 1);
  return [kind, region, path, tag, known?.[0] ?? digest].filter((part) => part !== undefined).join(' ');
}

function drop(one: Image): (registry: TestRegistry) => void {
  return (registry) => {
    registry.deleteManifest('prod/app', one.descriptor.digest);
  };
}

const signature = buildSignature(image.descriptor);
const artifact = buildArtifact('sbom', { subject: index.children[0]!.descriptor });
const list = buildIndex([artifact]);

/** What somebody does to the first region, and what is told of it with and without the Google extension. */
type Case = readonly [string, (registry: TestRegistry) => void, readonly string[], (readonly string[])?];

const cases: readonly Case[] = [
  ['nothing', () => undefined, []],
  [
    'a tag is deleted',
    (registry) => registry.deleteTag('prod/app', 'v1.0'),
    ['missing 0 prod/app v1.0 image'],
  ],
  ['an image without tag is deleted', drop(untagged), ['missing 0 prod/app untagged']],
  ['an image is deleted', drop(image), ['missing 0 prod/app v1 image', 'missing 0 prod/app v1.0 image']],
  ['an index is deleted, and its children stay', drop(index), ['missing 0 prod/app v2 index']],
  ['a child is deleted', drop(all.child), ['missing 0 prod/app child'], []],
  [
    'a tag is moved to a stranger',
    (registry) => {
      registry.seed('prod/app', rogue, ['v1']);
    },
    ['tag-moved 0 prod/app v1 rogue'],
  ],
  [
    'a tag is added to a promised image',
    (registry) => {
      registry.setTag('prod/app', 'latest', image.descriptor.digest);
    },
    ['unexpected 0 prod/app latest image'],
  ],
  [
    'a stranger without tag',
    (registry) => {
      registry.seed('prod/app', rogue);
    },
    ['unexpected 0 prod/app rogue'],
    [],
  ],
  [
    'a signature, an SBOM of a child and the list that names it',
    (registry) => {
      registry.seed('prod/app', signature, [`${referrersTag(image.descriptor.digest)}.sig`]);
      registry.seed('prod/app', list, [referrersTag(index.children[0]!.descriptor.digest)]);
    },
    [],
  ],
  [
    'a repository that nobody promises, another below one that is',
    (registry) => {
      registry.seed('prod/own/thing', rogue, ['x']);
      registry.seed('prod/app/below', rogue, ['y']);
    },
    ['unexpected 0 prod/app/below y rogue', 'unexpected 0 prod/own/thing x rogue'],
  ],
  [
    'something outside the destinations',
    (registry) => {
      registry.seed('other/thing', rogue, ['x']);
    },
    [],
  ],
  [
    'a repository is gone',
    (registry) => {
      registry.deleteManifest('prod/deep/tool', image.descriptor.digest);
    },
    ['missing 0 prod/deep/tool t1 image'],
  ],
];

describe.each([true, false])('with the Google extension: %s', (google) => {
  beforeEach(() => start(google));

  it.each(cases.map((one) => [one[0], one] as const))(
    '%s',
    async (_, [, change, expected, without = expected]) => {
      change(regions[0]);
      const result = await swept();
      expect(told(result)).toEqual([...(google ? expected : without)].sort());
      expect(result.finished).toBe(true);
      expect(regions.map(({ writes }) => writes)).toEqual([0, 0]);
    },
  );

  it('reads every promised manifest when asked to, and tells bytes that are others', async () => {
    const { digest } = all.child.descriptor;
    const match = { kind: 'manifest', method: 'GET', times: 99 } as const;
    regions[0].fault({ action: 'corrupt', match: { ...match, reference: digest } });
    regions[1].fault({ action: 'garbage', match: { ...match, reference: untagged.descriptor.digest } });
    expect(told(await swept({ deep: true }))).toEqual([
      'unreadable 1 prod/app untagged',
      'wrong-digest 0 prod/app child',
    ]);
  });

  it.each<[string, Image, string | undefined, boolean]>([
    ['a signature', signature, `${referrersTag(image.descriptor.digest)}.sig`, true],
    ['an image in the place of a signature', rogue, `${referrersTag(image.descriptor.digest)}.sig`, true],
    ['an image in the place of a list', rogue, referrersTag(image.descriptor.digest), true],
    ['a signature that the source has not', signature, `${referrersTag(image.descriptor.digest)}.sig`, false],
  ])('holds what is attached against the source: %s', async (_, what, tag, inSource) => {
    regions[0].seed('prod/app', what, tag === undefined ? [] : [tag]);
    if (inSource) regions[0].seed('staging/app', what, tag === undefined ? [] : [tag]);
    const found = (await swept({ deep: true })).drift.filter((drift) => drift.tag === tag);
    const isRight = what === signature && inSource;
    expect(found.map(({ kind }) => kind)).toEqual(isRight ? [] : ['unknown-attachment']);
  });

  it('takes a signature as it is when the source has let the image go', async () => {
    regions[0].deleteManifest('staging/app', image.descriptor.digest);
    regions[0].seed('prod/app', signature, [`${referrersTag(image.descriptor.digest)}.sig`]);
    expect(told(await swept({ deep: true }))).toEqual([]);
  });

  it('tells a destination that does not answer once for each repository, and nothing missing', async () => {
    regions[0].fault({ action: 'status', status: 500, match: { kind: 'tags', times: 99 } });
    const result = await swept();
    expect(told(result)).toEqual([
      'unreachable 0 prod',
      'unreachable 0 prod/app',
      'unreachable 0 prod/deep/tool',
    ]);
    const failure = { code: 'UNAVAILABLE', status: 500, host: regions[0].host };
    expect(result.drift).toMatchObject([{ failure }, { failure }, { failure }]);
  });

  it('looks through what is watched besides', async () => {
    regions[1].seed('other/thing', rogue, ['x']);
    expect(told(await swept({ watch: [`${regions[1].host}/other`] }))).toEqual([
      'unexpected 1 other/thing x rogue',
    ]);
  });

  it('is the same in shards', async () => {
    for (const { cases: some } of [{ cases: cases.slice(6) }])
      for (const [, change] of some) change(regions[0]);
    const whole = await swept();
    const count = 3;
    const parts = await Promise.all([0, 1, 2].map((part) => swept({ shard: { index: part, count } })));
    expect(told({ drift: parts.flatMap(({ drift }) => drift) })).toEqual(told(whole));
    expect(parts.reduce((sum, { repositories }) => sum + repositories, 0)).toBe(whole.repositories);
    expect(whole.drift.length).toBeGreaterThan(3);
  });

  it('ends early when it is stopped, with what it has found', async () => {
    regions[0].deleteTag('prod/app', 'v1.0');
    const gate = regions[1].gate({ kind: 'tags' });
    const controller = new AbortController();
    const result = await swept({
      signal: controller.signal,
      // The registry and both repositories of the first region; the second one is held.
      onProgress: ({ done }) => {
        if (done === 3) controller.abort();
      },
      repositoriesPerHost: 1,
    });
    gate.open();
    expect(result).toMatchObject({ finished: false });
    expect(told(result)).toEqual(['missing 0 prod/app v1.0 image']);
  });
});

describe('the price', () => {
  it('is one listing a repository, and one read of each index, where everything is listed', async () => {
    await start(true);
    const result = await swept({ repositoriesPerHost: 1 });
    expect(result).toMatchObject({ repositories: 4, drift: [] });
    for (const registry of regions) {
      // The registry itself, what lies between, and both repositories.
      expect(registry.count({ kind: 'tags' })).toBe(4);
      expect(registry.count({ kind: 'manifest', method: 'HEAD' })).toBe(0);
      expect(registry.count({ kind: 'manifest', method: 'GET' })).toBeLessThanOrEqual(3);
    }
  });

  it('is a HEAD for each tag, and for each digest without one, where names are listed', async () => {
    await start(false);
    await swept();
    for (const registry of regions) {
      expect(registry.count({ kind: 'tags' })).toBe(3);
      expect(registry.count({ kind: 'manifest' })).toBe(6);
      expect(registry.requests).toHaveLength(3 + 6 + 1);
    }
  });
});
