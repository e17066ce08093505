import { promisesOf } from '@cip/audit';
import { createInventory, readPrefix } from '@cip/inventory';
import { type ManifestTree, parseThinTree } from '@cip/manifest';
import type { RepositoryInventory } from '@cip/oci';
import { desiredState, findImageStatus, planPromotion } from '@cip/plan';
import { createRegistry, type ReadOnlyRegistry, type WriteOnceRegistry } from '@cip/registry';
import { PrefixComparison, registryBackup, snapshotNameAt, takeSnapshot } from '@cip/snapshot';
import {
  buildImage,
  buildMultiPlatform,
  deadHost,
  type FaultAction,
  type RegistryOptions,
  type RequestMatch,
  startBlackHole,
  startRegistry,
  type TestRegistry,
  treeFiles,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { sweep } from './sweep.js';

// What each user of the inventory reports of one registry, and whether it may write there. The manifests promise `app` two
// tags and a digest without one; the registry has all of that, and a repository that nobody promises.
const image = buildImage('image');
const index = buildMultiPlatform('index', { layers: 1 });
const untagged = buildImage('untagged');
const rogue = buildImage('rogue');
const foreign = buildImage('foreign');

/** What the six users report, each in one line. */
interface Reports {
  /** What is in place, what would be written, and what is blocked. */
  readonly plan: string;
  /** How many of the promised tags and digests are in which state. */
  readonly status: string;
  /** As the old registry, compared with one that has the same. */
  readonly compare: string;
  /** What is known, how many digests were found, and how many parts could not be read. */
  readonly snapshot: string;
  /** Whether a backup calls itself complete. */
  readonly backup: string;
  readonly sweep: string;
}

type Form = 'google' | 'plain' | 'plain with referrers';

const forms: Readonly<Record<Form, RegistryOptions>> = {
  google: { google: true, referrers: false },
  plain: { referrers: false },
  'plain with referrers': {},
};

function treeOf(host: string): ManifestTree {
  const app = {
    [image.descriptor.digest]: ['v1'],
    [index.descriptor.digest]: ['v2'],
    [untagged.descriptor.digest]: [],
  };
  const files = treeFiles({
    project: { source: `${host}/staging`, destinations: [`${host}/prod`], images: { app } },
  });
  return parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
}

function seed(registry: TestRegistry): void {
  registry.seed('prod/app', image, ['v1']);
  registry.seed('prod/app', index, ['v2']);
  registry.seed('prod/app', untagged);
  registry.seed('prod/rogue', rogue, ['latest']);
  registry.seed('staging/app', image);
  registry.seed('staging/app', index);
  registry.seed('staging/app', untagged);
}

const impatient = { retryDeadline: 300, firstAnswerWithin: 300, idleTimeout: 300, answerTimeout: 600 };
const patient = { retryDeadline: 1000, idleTimeout: 1500 };

async function reportsOf(
  host: string,
  patience: typeof impatient | typeof patient = patient,
): Promise<Reports> {
  await using mirror = await startRegistry({ google: true });
  for (const [name, one, tags] of [
    ['app', image, ['v1']],
    ['app', index, ['v2']],
    ['app', untagged, []],
    ['rogue', rogue, ['latest']],
  ] as const) {
    mirror.seed(`prod/${name}`, one, tags);
  }
  const registry = createRegistry({ ...patience, rights: 'write-once' });
  try {
    return {
      plan: await planOf(registry, host),
      status: await statusOf(registry, host),
      compare: await comparisonOf(registry, host, `${mirror.host}/prod`),
      snapshot: await snapshotOf(registry, host),
      backup: await backupOf(registry, host, mirror.host),
      sweep: await sweepOf(registry, host),
    };
  } finally {
    await registry.close();
  }
}

async function planOf(registry: ReadOnlyRegistry, host: string): Promise<string> {
  const plan = await planPromotion(desiredState(treeOf(host)), createInventory(registry));
  const kinds = tally([...plan.steps, ...plan.blockers].map(({ kind }) => kind));
  return [`${plan.existing} in place`, ...kinds].join(', ');
}

async function statusOf(registry: ReadOnlyRegistry, host: string): Promise<string> {
  const desired = desiredState(treeOf(host));
  const items = await findImageStatus(desired, { name: 'app' }, createInventory(registry));
  return tally(items.map(({ state }) => state)).join(', ');
}

async function comparisonOf(registry: ReadOnlyRegistry, host: string, other: string): Promise<string> {
  const comparison = new PrefixComparison(registry, `${host}/prod`, [other]);
  await comparison.run();
  const { digests } = comparison.figures;
  const extents = [comparison.set, ...comparison.known.values()].map(({ kind }) => kind);
  const kinds = tally(comparison.differences.map(({ kind }) => kind));
  return [`${worst(extents)} ${digests}`, ...kinds].join(', ');
}

async function snapshotOf(registry: ReadOnlyRegistry, host: string): Promise<string> {
  const found = await readPrefix(registry, `${host}/prod`);
  const inventories = [...found.repositories.values()];
  const extents = [found.completeness, ...found.known.values()].map(({ kind }) => kind);
  return `${worst(extents)} ${digestsIn(inventories)}, unread ${found.unread.length}`;
}

async function backupOf(registry: WriteOnceRegistry, host: string, to: string): Promise<string> {
  const { state, images } = await takeSnapshot({
    production: { registry, prefix: `${host}/prod` },
    backup: registryBackup(registry, `${to}/backup/prod`),
    layout: 'incremental',
    snapshot: snapshotNameAt(Date.UTC(2026, 0, 1)),
  });
  return `${state} ${images}`;
}

async function sweepOf(registry: ReadOnlyRegistry, host: string): Promise<string> {
  const { drift, set } = await sweep({ registry, promises: promisesOf(treeOf(host)) });
  const lines = drift.map(({ kind, repository, tag = '-' }) => {
    return [`${kind} ${repository.split('/').slice(1).join('/')}`, tag] as const;
  });
  const many = tally(lines.map(([what]) => what)).filter((line) => Number.parseInt(line) > 10);
  const few = lines.filter(([what]) => !many.some((line) => line.endsWith(what)));
  return [set.kind, ...many, ...few.map((line) => line.join(' '))].join(', ');
}

function tally(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => `${count} ${word}`).sort();
}

function worst(kinds: readonly string[]): string {
  return ['unknown', 'tags-only'].find((kind) => kinds.includes(kind)) ?? 'complete';
}

function digestsIn(inventories: readonly RepositoryInventory[]): number {
  return inventories.reduce((sum, { manifests }) => sum + manifests.size, 0);
}

type Broken = FaultAction & { readonly match?: Omit<RequestMatch, 'times'> };

const json = (body: string, status = 200): FaultAction => ({
  action: 'status',
  status,
  body,
  headers: { 'content-type': 'application/json' },
});
const listing = (action: FaultAction): Broken => ({
  ...action,
  match: { kind: 'tags', repository: 'prod/app' },
});
const catalog = (action: FaultAction): Broken => ({ ...action, match: { kind: 'catalog' } });

async function reportsWhere(form: Form, ...faults: readonly Broken[]): Promise<Reports> {
  await using registry = await startRegistry(forms[form]);
  seed(registry);
  for (const { match, ...action } of faults) {
    registry.fault({ ...action, match: { ...match, times: Infinity } });
  }
  return await reportsOf(registry.host);
}

describe('a sound registry', () => {
  const tagsOnly: Reports = {
    plan: '3 in place',
    status: '3 in-place',
    // What has no tag, and hangs on nothing, cannot be seen.
    compare: 'tags-only 5',
    snapshot: 'tags-only 5, unread 0',
    backup: 'complete 5',
    sweep: 'complete, unexpected prod/rogue latest',
  };

  it.each<[Form, Reports]>([
    [
      'google',
      {
        plan: '3 in place',
        status: '3 in-place',
        compare: 'complete 6',
        snapshot: 'complete 6, unread 0',
        backup: 'complete 6',
        sweep: 'complete, unexpected prod/rogue latest',
      },
    ],
    ['plain', tagsOnly],
    ['plain with referrers', tagsOnly],
  ])('%s', async (form, expected) => {
    expect(await reportsWhere(form)).toEqual(expected);
  });
});

describe('a listing of the repository that says nothing is there, while it holds what is promised', () => {
  const empty = (form: Form): readonly [string, FaultAction][] => [
    ['an empty list', json(form === 'google' ? '{"child":[],"manifest":{},"tags":[]}' : '{"tags":[]}')],
    ['null', json(form === 'google' ? '{"child":[],"manifest":{},"tags":null}' : '{"tags":null}')],
    ['an empty object', json('{}')],
    ['404', json('{"errors":[{"code":"NAME_UNKNOWN","message":"no"}]}', 404)],
  ];
  const cases = (['google', 'plain', 'plain with referrers'] as const).flatMap((form) =>
    empty(form).map(([name, action]) => ({ form, name, action })),
  );

  it.each(cases)('is not believed: $form, $name', async ({ form, action }) => {
    const { compare, snapshot, backup, ...asked } = await reportsWhere(form, listing(action));
    // Who knows what to ask for finds it, and nothing is written over it.
    expect(asked).toEqual({
      plan: '3 in place',
      status: '3 in-place',
      sweep: 'complete, unreachable prod/app -, unexpected prod/rogue latest',
    });
    // Who does not, knows from Google that something should be there, and from others that there may be more.
    expect({ compare, snapshot, backup }).toEqual(
      form === 'google'
        ? { compare: 'unknown 1', snapshot: 'unknown 1, unread 0', backup: 'complete 1' }
        : { compare: 'tags-only 1', snapshot: 'tags-only 1, unread 0', backup: 'complete 1' },
    );
  });
});

it('a Google listing of more than 10,000 entries may lack some, which are asked for', async () => {
  await using registry = await startRegistry(forms.google);
  seed(registry);
  const extra = Array.from({ length: 10_001 }, (_, i) => `t${i}`);
  const body = JSON.stringify({
    name: 'prod/app',
    child: [],
    tags: ['v2', ...extra],
    manifest: {
      [index.descriptor.digest]: { mediaType: index.descriptor.mediaType, tag: ['v2', ...extra] },
    },
  });
  registry.fault({ ...json(body), match: { kind: 'tags', repository: 'prod/app', times: Infinity } });
  expect(await reportsOf(registry.host)).toEqual({
    plan: '3 in place',
    status: '3 in-place',
    compare: 'unknown 2, 10001 missing-tag',
    snapshot: 'unknown 2, unread 0',
    backup: 'complete 2',
    sweep: 'complete, 10001 unexpected prod/app, unexpected prod/rogue latest',
  });
});

describe('a catalog that is refused', () => {
  const unknown = {
    plan: '3 in place',
    status: '3 in-place',
    compare: 'unknown 0, 1 unreachable',
    snapshot: 'unknown 0, unread 1',
    backup: 'incomplete 0',
  };

  it.each<[string, FaultAction, string]>([
    ['401', json('{}', 401), 'unreachable'],
    ['403', json('{}', 403), 'unreachable'],
    ['404', json('{}', 404), 'unreachable'],
    ['400', json('{}', 400), 'unreachable'],
    ['500', json('{}', 500), 'unreachable'],
    ['HTML', { action: 'garbage' }, 'unreadable'],
    ['an empty object', json('{}'), 'unreadable'],
    ['null', json('{"repositories":null}'), 'unreadable'],
  ])('leaves the set of repositories unknown: %s', async (_, action, kind) => {
    expect(await reportsWhere('plain', catalog(action))).toEqual({
      ...unknown,
      sweep: `unknown, ${kind} prod -`,
    });
  });

  it('or empty is contradicted by what is promised and there', async () => {
    expect(await reportsWhere('plain', catalog(json('{"repositories":[]}')))).toEqual({
      ...unknown,
      compare: 'complete 0, 1 unreachable',
      snapshot: 'complete 0, unread 0',
      sweep: 'unknown, unreachable prod -',
    });
  });
});

describe('what cannot be read is unknown, and nothing is written', () => {
  const unknown: Reports = {
    plan: '0 in place, 3 unreachable',
    status: '3 unknown',
    compare: 'unknown 0, 1 unreachable',
    snapshot: 'unknown 0, unread 1',
    backup: 'incomplete 0',
    sweep: 'unknown, unreachable prod -, unreachable prod/app -',
  };
  const partly = (kind: string): Reports => ({
    ...unknown,
    compare: `${kind} 1, 1 unreachable`,
    snapshot: `${kind} 1, unread 1`,
    backup: 'partial 1',
    sweep: 'complete, unreachable prod/app -, unexpected prod/rogue latest',
  });

  it('a dead host', async () => {
    expect(await reportsOf(await deadHost(), impatient)).toEqual(unknown);
  });

  it('a host that takes connections and says nothing', async () => {
    await using hole = await startBlackHole();
    expect(await reportsOf(hole.host, impatient)).toEqual(unknown);
  });

  it.each<[string, FaultAction]>([
    ['that breaks off', { action: 'truncate' }],
    ['that trickles', { action: 'stall', after: 5 }],
    ['that is denied', json('{}', 403)],
    ['that is a page', { action: 'garbage' }],
  ])('a listing %s', async (_, action) => {
    for (const [form, kind] of [
      ['google', 'complete'],
      ['plain', 'tags-only'],
    ] as const) {
      const reports = await reportsWhere(form, listing(action));
      expect(isNothingWritten(reports)).toBe(true);
      const isPage = action.action === 'garbage';
      const sweepsAs = partly(kind).sweep.replace('unreachable', isPage ? 'unreadable' : 'unreachable');
      expect(reports).toEqual({ ...partly(kind), sweep: sweepsAs });
    }
  });

  it('a tag that is denied, where tags are asked for', async () => {
    const match = { kind: 'manifest', repository: 'prod/app', reference: 'v1' } as const;
    expect(await reportsWhere('plain', { ...json('{}', 403), match })).toEqual({
      plan: '2 in place, 1 unreachable',
      status: '1 unknown, 2 in-place',
      compare: 'tags-only 1, 1 unreachable',
      snapshot: 'tags-only 1, unread 1',
      backup: 'partial 1',
      sweep: 'complete, unreachable prod/app v1, unexpected prod/rogue latest',
    });
  });

  it('a tag that is listed, and then is not there', async () => {
    const match = { kind: 'manifest', repository: 'prod/app', reference: 'v1' } as const;
    expect(await reportsWhere('plain', { ...json('{}', 404), match })).toEqual({
      plan: '2 in place, 1 unreachable',
      status: '1 unknown, 2 in-place',
      compare: 'tags-only 4, 1 unreachable',
      snapshot: 'tags-only 4, unread 0',
      backup: 'complete 4',
      sweep: 'complete, unreachable prod/app v1, unexpected prod/rogue latest',
    });
  });
});

function isNothingWritten({ plan }: Reports): boolean {
  return !/copy|tag/.test(plan);
}

it('a foreign tag behind an empty listing is not written over', async () => {
  await using registry = await startRegistry(forms.plain);
  seed(registry);
  registry.seed('prod/app', foreign, ['v1']);
  registry.fault({
    ...json('{"tags":[]}'),
    match: { kind: 'tags', repository: 'prod/app', times: Infinity },
  });
  expect(await reportsOf(registry.host)).toMatchObject({ plan: '2 in place, 1 tag-moved' });
});

it('what comes in slowly is as old as its request', async () => {
  await using registry = await startRegistry(forms.plain);
  seed(registry);
  const gate = registry.gate({ kind: 'tags' });
  const client = createRegistry();
  try {
    const question = { tags: ['v1'], digests: [image.descriptor.digest], untagged: [] };
    const reading = createInventory(client).destination(`${registry.host}/prod/app`, question);
    await gate.arrived;
    const asked = Date.now();
    while (Date.now() <= asked + 20) await new Promise((resolve) => setImmediate(resolve));
    gate.open();
    expect((await reading).readAt).toBeLessThanOrEqual(asked);
  } finally {
    await client.close();
  }
});
