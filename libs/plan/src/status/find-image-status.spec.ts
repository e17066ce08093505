import type { ManifestTree, Problem } from '@cip/manifest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredState } from '../desired.js';
import { digest, type Held, inventoryOf, planned, tree, type WrittenManifest } from '../fixtures.js';
import { held, writtenManifests } from '../written-manifests.fixture.js';
import { imagesNamedLike } from './asked-repository.js';
import { findImageStatus } from './find-image-status.js';
import { parseImageQuestion } from './image-question.js';
import type { ImageStatus } from './image-status.js';

const shop: WrittenManifest = {
  name: 'shop',
  source: 's.example/shop',
  destinations: ['us.example/p', 'eu.example/p'],
  images: { web: { A: ['v1', '1.0'], B: ['v2'], C: [] }, cart: { A: ['v1'] } },
};
const everywhere: Held = {
  's.example/shop/web': { A: [], B: [], C: [] },
  'us.example/p/web': { A: ['v1', '1.0'], B: ['v2'], C: [] },
  'eu.example/p/web': { A: ['v1', '1.0'], B: ['v2'], C: [] },
};

async function statusOf(
  asked: string,
  holds: Held = everywhere,
  manifests: ManifestTree = tree(shop),
  faults: Parameters<typeof inventoryOf>[1] = {},
): Promise<{ items: ImageStatus[]; lines: string[]; listed: string[]; askedSource: string[] }> {
  const inventory = inventoryOf(holds, faults);
  const items = await findImageStatus(desiredState(manifests), parseImageQuestion(asked), inventory);
  return { ...inventory, items, lines: items.map(lineOf) };
}

const short = (text: string): string => ['A', 'B', 'C', 'D'].find((name) => digest(name) === text) ?? text;

function lineOf({ state, destination = '', tag = '-', digest: of = '', presence }: ImageStatus): string {
  return `${destination.replace('.example/p', '')}:${tag}@${short(of)} ${[state, presence ?? []].flat().join(' ')}`;
}

describe('one tag', () => {
  it.each<[string, Held, string, Partial<ImageStatus>]>([
    ['in place', everywhere, 'us/web:v1@A in-place present', { inSource: 'present', holder: digest('A') }],
    [
      'not there yet',
      { ...everywhere, 'us.example/p/web': { B: ['v2'] } },
      'us/web:v1@A not-promoted absent',
      { inSource: 'present' },
    ],
    [
      'there without the tag',
      { ...everywhere, 'us.example/p/web': { A: ['1.0'] } },
      'us/web:v1@A not-promoted present',
      { inSource: 'present' },
    ],
    [
      'on another digest',
      { ...everywhere, 'us.example/p/web': { B: ['v1'] } },
      'us/web:v1@A tag-moved absent',
      { holder: digest('B'), inSource: 'present' },
    ],
    [
      'nowhere',
      { 'eu.example/p/web': { A: ['v1'] }, 'us.example/p/web': {} },
      'us/web:v1@A missing-source absent',
      { inSource: 'absent' },
    ],
    [
      'gone from the source, which nobody needs any more',
      { ...everywhere, 's.example/shop/web': {} },
      'us/web:v1@A in-place present',
      { inSource: 'absent' },
    ],
  ])('%s', async (_situation, holds, line, facts) => {
    const { items, lines } = await statusOf('web:v1', holds);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toBe(line);
    expect(items[1]).toMatchObject({
      image: 'web',
      subproject: 'shop',
      source: 's.example/shop/web',
      where: { file: 'images/shop/images.yaml', line: 2 },
      ...facts,
    });
  });

  it('in a region that cannot be read is unknown there, with the reason', async () => {
    const { items, lines } = await statusOf('web:v1', everywhere, tree(shop), {
      destinations: ['us.example/p/web'],
    });
    expect(lines).toEqual(['eu/web:v1@A in-place present', 'us/web:v1@A unknown unknown']);
    expect(items[1]).toMatchObject({ reason: 'timed out' });
  });

  it('whose source cannot be read is not called missing', async () => {
    const holds = { 's.example/shop/web': { A: [] } };
    const { items, lines } = await statusOf('web:v1', holds, tree(shop), { digests: ['A'] });
    expect(lines[0]).toBe('eu/web:v1@A not-promoted absent');
    expect(items[0]).toMatchObject({
      inSource: 'unknown',
      reason: 'answered 500',
      failure: { code: 'UNAVAILABLE' },
    });
  });

  it('that no manifest promises is told where it is', async () => {
    const holds = { ...everywhere, 'eu.example/p/web': { D: ['v9'] } };
    const { items, lines } = await statusOf('web:v9', holds);
    expect(lines).toEqual(['eu/web:v9@D unpromised present']);
    expect(items[0]).not.toHaveProperty('where');
  });

  it('that two manifests give to different digests is a conflict', async () => {
    const rival = { ...shop, name: 'rival', destinations: ['us.example/p'], images: { web: { D: ['v1'] } } };
    const { items, lines } = await statusOf('web:v1', everywhere, tree(shop, rival));
    expect(lines).toEqual(['us/web:v1@ conflict', 'eu/web:v1@A in-place present']);
    expect(items[0]).toMatchObject({
      holder: digest('A'),
      reason: expect.stringContaining(digest('D')) as string,
    });
  });
});

describe('one digest', () => {
  it('is told with each of its tags', async () => {
    const holds = { ...everywhere, 'us.example/p/web': { A: ['v1'] } };
    expect((await statusOf(`web@${digest('A')}`, holds)).lines).toEqual([
      'eu/web:1.0@A in-place present',
      'us/web:1.0@A not-promoted present',
      'eu/web:v1@A in-place present',
      'us/web:v1@A in-place present',
    ]);
  });

  it('without tags is told by itself', async () => {
    const holds = { ...everywhere, 'us.example/p/web': {} };
    expect((await statusOf(`web@${digest('C')}`, holds)).lines).toEqual([
      'eu/web:-@C in-place present',
      'us/web:-@C not-promoted absent',
    ]);
  });

  it('that no manifest promises is told where it is', async () => {
    const holds = { ...everywhere, 'eu.example/p/web': { D: [] } };
    expect((await statusOf(`web@${digest('D')}`, holds)).lines).toEqual(['eu/web:-@D unpromised present']);
  });
});

describe('a whole image', () => {
  it('is told with all of its tags, and asks sources only for what is not there', async () => {
    const { lines, listed, askedSource } = await statusOf('web');
    expect(lines.filter((line) => line.includes('in-place'))).toHaveLength(8);
    expect(lines).toHaveLength(8);
    expect(listed.sort()).toEqual(['eu.example/p/web', 'us.example/p/web']);
    expect(askedSource).toEqual([]);
    const { askedSource: open } = await statusOf('web', {
      ...everywhere,
      'us.example/p/web': {},
      'eu.example/p/web': {},
    });
    expect(open.sort()).toEqual(['A', 'B', 'C'].map((name) => `s.example/shop/web@${digest(name)}`).sort());
  });

  it.each([
    ['its name', 'web'],
    ['its source', 's.example/shop/web'],
    ['one of its regions', 'us.example/p/web'],
  ])('is found by %s, in all regions', async (_kind, name) => {
    expect((await statusOf(name)).lines).toEqual((await statusOf('web')).lines);
  });

  it('is found in every subproject that has one of that name', async () => {
    const other = { ...shop, name: 'other', source: 's.example/other', destinations: ['asia.example/p'] };
    const { items } = await statusOf('cart:v1', {}, tree(shop, other));
    expect(items.map(({ subproject, destination }) => `${subproject} ${destination}`)).toEqual([
      'other asia.example/p/cart',
      'shop eu.example/p/cart',
      'shop us.example/p/cart',
    ]);
  });

  it('is told with what others promise in its repository', async () => {
    const outer = {
      ...shop,
      name: 'outer',
      destinations: ['us.example'],
      images: { 'p/web': { D: ['v3'] } },
    };
    const { items } = await statusOf('web:v3', { 'us.example/p/web': { D: ['v3'] } }, tree(shop, outer));
    expect(items.map(({ subproject, state }) => [subproject, state])).toEqual([['outer', 'in-place']]);
  });
});

describe('what no manifest names', () => {
  it('is looked for under its full name, and nowhere else', async () => {
    const { lines, listed } = await statusOf('us.example/other/thing', {
      'us.example/other/thing': { A: [] },
    });
    expect(lines).toEqual(['us.example/other/thing:-@ unpromised present']);
    expect(listed).toEqual(['us.example/other/thing']);
  });

  it.each(['us.example/other/thing', 'nothing', 'web:v9', `us.example/other/thing@${digest('A')}`])(
    'is nowhere: %s',
    async (asked) => {
      expect((await statusOf(asked)).items).toEqual([]);
    },
  );

  it('is not called absent where nobody could look', async () => {
    const faults = { destinations: ['us.example/other/thing'] };
    expect((await statusOf('us.example/other/thing:v1', {}, tree(shop), faults)).lines).toEqual([
      'us.example/other/thing:v1@ unknown unknown',
    ]);
  });
});

describe('a mistake in the manifests', () => {
  const problem = (touches: Problem['touches']): Problem => ({
    rule: 'tag-format',
    severity: 'error',
    message: 'it cannot be',
    remedy: 'Correct it.',
    where: { file: 'images/shop/images.yaml', line: 7, column: 1 },
    touches,
  });
  const mistaken = (touches: Problem['touches']): ManifestTree => ({
    ...tree(shop),
    problems: [problem(touches)],
  });

  it.each<[string, string, Problem['touches'], number]>([
    ['about the image', 'web', { image: 'web', source: 's.example/shop' }, 1],
    ['about the tag', 'web:v8', { image: 'web', tags: ['v8'], digest: 'sha256:1' }, 1],
    ['about another tag', 'web:v1', { image: 'web', tags: ['v8'], digest: 'sha256:1' }, 0],
    ['about another digest', `web@${digest('A')}`, { image: 'web', tags: ['v8'], digest: 'sha256:1' }, 0],
    ['about another image', 'web', { image: 'cart' }, 0],
    ['about an image of that name from elsewhere', 'web', { image: 'web', source: 's.example/other' }, 0],
    ['about a whole file', 'web', { subproject: 'other' }, 0],
    ['about a whole file, where the image may be', 'mail', { subproject: 'other' }, 1],
  ])('%s', async (_situation, asked, touches, expected) => {
    const { items } = await statusOf(asked, everywhere, mistaken(touches));
    const mistakes = items.filter(({ state }) => state === 'invalid-manifest');
    expect(mistakes).toHaveLength(expected);
    if (expected > 0) {
      expect(mistakes[0]).toMatchObject({ reason: 'tag-format: it cannot be', where: { line: 7 } });
    }
  });
});

it('names images that end alike', () => {
  const build = { ...shop, images: { 'build/web': { A: ['v1'] }, webs: { A: ['v1'] } } };
  expect(imagesNamedLike(desiredState(tree(build)), { name: 'us.example/web' })).toEqual(['build/web']);
});

it('is what a promotion would find, of every tag', async () => {
  await fc.assert(
    fc.asyncProperty(writtenManifests, held, async (written, registries) => {
      const desired = desiredState(tree(...written));
      const faults = { destinations: ['us.example/p/app'], digests: ['D'] };
      const plan = await planned(desired, inventoryOf(registries, faults), { includeInPlace: true });
      const of = (destination: string, tag: string, state: string): string =>
        `${destination}:${tag} ${state}`;
      const expected = [
        ...plan.steps.flatMap(({ destination, tags }) => tags.map((tag) => of(destination, tag, 'open'))),
        ...(plan.inPlace ?? []).flatMap(({ destination, tags }) =>
          tags.map((tag) => of(destination, tag, 'in-place')),
        ),
        ...plan.blockers.flatMap(({ destination, tags, kind, reason }) => {
          const isOpen = kind === 'unreachable' && reason.startsWith('the source ');
          return tags.map((tag) => of(destination, tag, isOpen ? 'open' : kind));
        }),
      ];
      const names = new Set(written.flatMap(({ images }) => Object.keys(images)));
      const told = new Set<string>();
      for (const name of names) {
        const items = await findImageStatus(desired, { name }, inventoryOf(registries, faults));
        for (const { destination = '', tag, state } of items) {
          const known = { 'not-promoted': 'open', unknown: 'unreachable' } as Record<string, string>;
          if (tag !== undefined) told.add(of(destination, tag, known[state] ?? state));
        }
      }
      expect([...told].sort()).toEqual([...new Set(expected)].sort());
    }),
  );
});
