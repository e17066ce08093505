import { digestOf } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { desiredState } from './desired.js';
import { digest, type Held, inventoryOf, planned, tree, type WrittenManifest } from './fixtures.js';
import { planPromotion } from './plan-promotion.js';

const foo: WrittenManifest = {
  name: 'foo',
  source: 'staging.example/foo',
  destinations: ['us.example/prod', 'eu.example/prod'],
  images: { app: { A: ['v1'] } },
};

function only(images: WrittenManifest['images']): WrittenManifest {
  return { ...foo, destinations: ['us.example/prod'], images };
}

const A = digest('A');
const B = digest('B');

/** As a reason names it; each digest of the fixtures stands on a line of its own. */
function placed(digest: string): string {
  return `${digest} (images/foo/images.yaml:${digest === A ? 1 : 2})`;
}

interface Case {
  readonly situation: string;
  readonly images: WrittenManifest['images'];
  readonly held: Held;
  readonly steps?: readonly object[];
  readonly blockers?: readonly object[];
  readonly existing?: number;
}

const cases: readonly Case[] = [
  {
    situation: 'digest and tag are in place',
    images: { app: { A: ['v1'] } },
    held: { 'us.example/prod/app': { A: ['v1'] } },
    existing: 1,
  },
  {
    situation: 'the digest is there, its tag is not',
    images: { app: { A: ['v1'] } },
    held: { 'us.example/prod/app': { A: [] } },
    steps: [{ kind: 'tag', digest: A, tags: ['v1'] }],
  },
  {
    situation: 'one of two tags is missing',
    images: { app: { A: ['v1', 'v1.0'] } },
    held: { 'us.example/prod/app': { A: ['v1'] } },
    steps: [{ kind: 'tag', digest: A, tags: ['v1.0'] }],
    existing: 1,
  },
  {
    situation: 'neither is there: one copy with all of its tags',
    images: { app: { A: ['v1', 'v1.0'] } },
    held: { 'staging.example/foo/app': { A: [] } },
    steps: [{ kind: 'copy', digest: A, tags: ['v1', 'v1.0'], source: 'staging.example/foo/app' }],
  },
  {
    situation: 'a digest without a tag',
    images: { app: { A: [] } },
    held: { 'staging.example/foo/app': { A: [] } },
    steps: [{ kind: 'copy', digest: A, tags: [] }],
  },
  {
    situation: 'a digest without a tag is in place, under some other tag',
    images: { app: { A: [] } },
    held: { 'us.example/prod/app': { A: ['elsewhere'] } },
    existing: 1,
  },
  {
    situation: 'the tag is on another digest: it stays there, and nothing is copied for it',
    images: { app: { A: ['v1'] } },
    held: { 'us.example/prod/app': { B: ['v1'] }, 'staging.example/foo/app': { A: [] } },
    blockers: [{ kind: 'tag-moved', digest: A, tags: ['v1'] }],
  },
  {
    situation: 'one tag is on another digest, the other is free',
    images: { app: { A: ['v1', 'v2'] } },
    held: { 'us.example/prod/app': { B: ['v1'] }, 'staging.example/foo/app': { A: [] } },
    steps: [{ kind: 'copy', digest: A, tags: ['v2'] }],
    blockers: [{ kind: 'tag-moved', tags: ['v1'] }],
  },
  {
    situation: 'nobody has the digest: one blocker a tag',
    images: { app: { A: ['v1', 'v2'] } },
    held: {},
    blockers: [
      { kind: 'missing-source', digest: A, tags: ['v1'] },
      { kind: 'missing-source', digest: A, tags: ['v2'] },
    ],
  },
  {
    situation: 'nobody has the digest, and it has no tag: one blocker',
    images: { app: { A: [] } },
    held: {},
    blockers: [{ kind: 'missing-source', digest: A, tags: [] }],
  },
  {
    situation: 'two digests of one image claim a tag: the tag is blocked once, the rest goes on',
    images: { app: { A: ['v1', 'v2'], B: ['v1'] } },
    held: { 'staging.example/foo/app': { A: [], B: [] } },
    steps: [{ kind: 'copy', digest: A, tags: ['v2'] }],
    blockers: [
      {
        kind: 'conflict',
        tags: ['v1'],
        reason: `tag-conflict: the manifests give this tag to ${[A, B].sort().map(placed).join(' and to ')}`,
      },
    ],
  },
];

describe('planPromotion', () => {
  it.each(cases)('$situation', async ({ images, held, steps = [], blockers = [], existing = 0 }) => {
    const plan = await planned(desiredState(tree(only(images))), inventoryOf(held));
    expect(plan.steps).toEqual(steps.map((step) => expect.objectContaining(step) as unknown));
    expect(plan.blockers).toEqual(blockers.map((blocker) => expect.objectContaining(blocker) as unknown));
    expect(plan.existing).toBe(existing);
  });

  it('says of each step what, from where, to where, and which line asks for it', async () => {
    const inventory = inventoryOf({ 'staging.example/foo/app': { A: [] } });
    const { steps } = await planned(desiredState(tree(foo)), inventory);
    expect(steps).toEqual(
      ['eu.example/prod/app', 'us.example/prod/app'].map((destination) => ({
        kind: 'copy',
        image: 'app',
        digest: A,
        tags: ['v1'],
        source: 'staging.example/foo/app',
        destination,
        where: { file: 'images/foo/images.yaml', line: 1 },
      })),
    );
  });

  it('never asks the source for what the destination has, and lists each repository once', async () => {
    const held = { 'us.example/prod/app': { A: ['v1'], B: [] } };
    const inventory = inventoryOf(held);
    await planned(desiredState(tree(only({ app: { A: ['v1'], B: ['v2'] } }))), inventory);
    expect(inventory.askedSource).toEqual([]);
    expect(inventory.listed).toEqual(['us.example/prod/app']);
  });

  it('takes a failed listing as unknown: all of the repository is blocked, other regions are not', async () => {
    const inventory = inventoryOf(
      { 'staging.example/foo/app': { A: [] } },
      { destinations: ['us.example/prod/app'] },
    );
    const plan = await planned(desiredState(tree(foo)), inventory);
    expect(plan.steps.map(({ destination }) => destination)).toEqual(['eu.example/prod/app']);
    expect(plan.blockers).toMatchObject([
      {
        kind: 'unreachable',
        destination: 'us.example/prod/app',
        reason: 'timed out',
        side: 'destination',
        failure: { code: 'TIMEOUT' },
      },
    ]);
  });

  it('takes a failed read of the source as unknown, never as missing', async () => {
    const inventory = inventoryOf({}, { digests: ['A'] });
    const plan = await planned(desiredState(tree(only({ app: { A: ['v1'] } }))), inventory);
    expect(plan.blockers).toMatchObject([
      {
        kind: 'unreachable',
        reason: 'the source staging.example/foo/app cannot be read: answered 500',
        side: 'source',
        failure: { code: 'UNAVAILABLE' },
      },
    ]);
  });

  it.each([
    { what: 'a tag', tags: ['v1'], reference: 'v1', held: { A: ['v1.0'] }, blocked: ['v1'] },
    {
      what: 'one of two tags',
      tags: ['v1', 'v1.0'],
      reference: 'v1',
      held: { A: ['v1.0'] },
      blocked: ['v1'],
    },
    { what: 'a digest with a tag', tags: ['v1'], reference: A, held: {}, blocked: ['v1'] },
    { what: 'a digest without a tag', tags: [], reference: A, held: {}, blocked: [] },
  ])(
    'takes a failed read of $what as unknown, never as missing',
    async ({ tags, reference, held, blocked }) => {
      const inventory = inventoryOf(
        { 'us.example/prod/app': held, 'staging.example/foo/app': { A: [] } },
        { references: [reference] },
      );
      const plan = await planned(desiredState(tree(only({ app: { A: tags } }))), inventory);
      expect(plan.steps).toEqual([]);
      expect(plan.blockers).toMatchObject([
        { kind: 'unreachable', digest: A, tags: blocked, side: 'destination' },
      ]);
      expect(inventory.askedSource).toEqual([]);
    },
  );

  it('takes the image as unknown where one source lacks it and the other cannot be read', async () => {
    const zoo = { ...only({ app: { A: ['v1'] } }), name: 'zoo', source: 'staging.example/zoo' };
    const desired = desiredState(tree(only({ app: { A: ['v1'] } }), zoo));
    for (const unread of ['staging.example/foo/app', 'staging.example/zoo/app']) {
      const inventory = inventoryOf({}, { sources: [unread] });
      const { blockers } = await planned(desired, inventory);
      expect(inventory.askedSource).toHaveLength(2);
      expect(blockers).toMatchObject([
        { kind: 'unreachable', reason: `the source ${unread} cannot be read: answered 500` },
      ]);
    }
  });

  it('sorts digests without tags by digest, whatever their lines', async () => {
    const shorts = ['F', 'B', 'D', 'A', 'E', 'C'];
    const images = { app: Object.fromEntries(shorts.map((short) => [short, []])) };
    // One of them is there, so that the steps are sorted and not just listed anew.
    const held = {
      'us.example/prod/app': { C: [] },
      'staging.example/foo/app': Object.fromEntries(shorts.map((short) => [short, []])),
    };
    const plan = await planned(desiredState(tree(only(images))), inventoryOf(held));
    const digests = plan.steps.map((step) => step.digest);
    expect(digests).toHaveLength(5);
    expect(digests).toEqual(digests.toSorted());
  });

  it('names both places when two manifests want different digests under one tag', async () => {
    const bar = { ...only({ 'foo/app': { B: ['v1'] } }), name: 'bar', source: 'staging.example/bar' };
    const nested = { ...only({ app: { A: ['v1'] } }), destinations: ['us.example/prod/foo'] };
    const { blockers } = await planned(desiredState(tree(nested, bar)), inventoryOf({}));
    expect(blockers).toHaveLength(1);
    expect(blockers[0]?.reason).toContain(`${A} (images/foo/images.yaml:1)`);
    expect(blockers[0]?.reason).toContain(`${B} (images/bar/images.yaml:1)`);
  });

  it('plans exactly what is missing where registry names nest', async () => {
    const outer = only({ 'build-image/go': { A: ['v1'] } });
    const inner = {
      ...only({ go: { B: ['v2'] } }),
      name: 'build-image',
      destinations: ['us.example/prod/build-image'],
    };
    const held = {
      'us.example/prod/build-image/go': { A: ['v1'] },
      'staging.example/foo/go': { B: [] },
    };
    const plan = await planned(desiredState(tree(outer, inner)), inventoryOf(held));
    expect(plan.steps).toMatchObject([{ digest: B, destination: 'us.example/prod/build-image/go' }]);
    expect(plan.existing).toBe(1);
  });

  it('refuses tags of a sha512 digest, and promotes it without', async () => {
    const manifests = tree(only({ app: { A: ['v1'] } }));
    const long = digestOf(Buffer.from('A'), 'sha512');
    const change = (tags: string[]): typeof manifests => ({
      ...manifests,
      manifests: manifests.manifests.map((manifest) => ({
        ...manifest,
        images: manifest.images.map((image) => ({
          ...image,
          digests: image.digests.map((entry) => ({ ...entry, digest: long, tags })),
        })),
      })),
    });
    const inventory = { ...inventoryOf({}), source: () => Promise.resolve({ presence: 'present' as const }) };
    const tagged = await planned(desiredState(change(['v1'])), inventory);
    expect(tagged.steps).toEqual([]);
    expect(tagged.blockers).toMatchObject([
      { kind: 'invalid-manifest', digest: long, tags: ['v1'], where: { line: 1 } },
    ]);
    const untagged = await planned(desiredState(change([])), inventory);
    expect(untagged.steps).toMatchObject([{ kind: 'copy', digest: long, tags: [] }]);
  });

  it('copies from the second source when the first lacks the digest', async () => {
    const second = { ...only({ app: { A: ['v1'] } }), name: 'zoo', source: 'staging.example/zoo' };
    const held = { 'staging.example/zoo/app': { A: [] } };
    const plan = await planned(desiredState(tree(only({ app: { A: ['v1'] } }), second)), inventoryOf(held));
    expect(plan.steps).toMatchObject([{ source: 'staging.example/zoo/app' }]);
    expect(plan.blockers).toEqual([]);
  });

  it('lists what is in place only when asked', async () => {
    const held = { 'us.example/prod/app': { A: ['v1'] } };
    const desired = desiredState(tree(only({ app: { A: ['v1'] } })));
    expect(await planned(desired, inventoryOf(held))).not.toHaveProperty('inPlace');
    const plan = await planned(desired, inventoryOf(held), { includeInPlace: true });
    expect(plan.inPlace).toMatchObject([{ digest: A, tags: ['v1'], destination: 'us.example/prod/app' }]);
  });

  it('lists the tags in place of a digest that gets another one', async () => {
    const desired = desiredState(tree(only({ app: { A: ['v1', 'v2'] } })));
    const held = { 'us.example/prod/app': { A: ['v1'] } };
    const plan = await planned(desired, inventoryOf(held), { includeInPlace: true });
    expect(plan.inPlace).toMatchObject([{ digest: A, tags: ['v1'] }]);
    expect(plan.steps).toMatchObject([{ kind: 'tag', digest: A, tags: ['v2'] }]);
    expect(plan.existing).toBe(1);
  });

  it('stops with the reason of its signal', async () => {
    const controller = new AbortController();
    controller.abort(new Error('SIGTERM'));
    const planning = planPromotion(desiredState(tree(foo)), inventoryOf({}), { signal: controller.signal });
    await expect(planning).rejects.toThrow('SIGTERM');
  });
});

describe('planPromotion since an older tree', () => {
  const now = only({ app: { A: ['v1', 'v2'], B: ['v3'] } });
  const held = { 'staging.example/foo/app': { A: [], B: [] } };

  it.each([
    { situation: 'the same tree', before: now, steps: [] },
    {
      situation: 'a new tag',
      before: only({ app: { A: ['v1'], B: ['v3'] } }),
      steps: [{ digest: A, tags: ['v2'] }],
    },
    {
      situation: 'a new digest',
      before: only({ app: { A: ['v1', 'v2'] } }),
      steps: [{ digest: B, tags: ['v3'] }],
    },
    {
      situation: 'a removed digest',
      before: only({ app: { A: ['v1', 'v2'], B: ['v3'], C: ['v4'] } }),
      steps: [],
    },
  ])('$situation', async ({ before, steps }) => {
    const desired = desiredState(tree(now), { since: tree(before) });
    const plan = await planned(desired, inventoryOf(held));
    expect(plan.steps).toHaveLength(steps.length);
    expect(plan.steps).toMatchObject(steps);
  });

  it('plans all images of a new destination region, and reads no other', async () => {
    const grown = { ...now, destinations: ['us.example/prod', 'asia.example/prod'] };
    const inventory = inventoryOf(held);
    const plan = await planned(desiredState(tree(grown), { since: tree(now) }), inventory);
    expect(inventory.listed).toEqual(['asia.example/prod/app']);
    expect(plan.steps.map(({ destination }) => destination)).toEqual([
      'asia.example/prod/app',
      'asia.example/prod/app',
    ]);
  });
});
