import type { Digest } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { hours, images, type Pair, startPair } from './fixtures.js';
import { readSnapshot } from './read-record.js';
import type { SnapshotName } from './snapshot-name.js';
import type { TakeOptions } from './take-snapshot.js';
import { verifySnapshot } from './verify-snapshot.js';

const hour = 3_600_000;
const start = Date.parse('2026-11-25T09:20:00Z');
const place = 'backup/images/app';
const digest = images.app.descriptor.digest;
const [layer] = images.app.blobs.keys();

const at = (hoursLater: number, options: Partial<TakeOptions> = {}) => ({
  ...options,
  clock: () => start + hoursLater * hour,
});

function faults(pair: Pair, snapshot: SnapshotName) {
  return pair.afresh(async ({ backup }) => {
    const record = await readSnapshot(backup, snapshot);
    return (await verifySnapshot(backup, record, { level: 'graph' })).faults;
  });
}

const take = (pair: Pair, snapshot: SnapshotName, options: Partial<TakeOptions>) =>
  pair.afresh((fresh) => fresh.take(snapshot, options));

function loseIndex({ store }: Pair): void {
  const { tags } = store.snapshot()[place] ?? { tags: {} };
  const [index] = Object.entries(tags).flatMap(([tag, held]) => (tag.startsWith('state-') ? [held] : []));
  store.deleteManifest(place, index as Digest);
}

/** All images are gone, and what names them stays. */
function loseImages({ store }: Pair): void {
  for (const [name, { manifests, tags }] of Object.entries(store.snapshot())) {
    const named = Object.entries(tags).filter(([tag]) => !tag.startsWith('digest-'));
    const kept = new Set(named.map(([, one]) => one));
    for (const one of Object.keys(manifests)) if (!kept.has(one)) store.deleteManifest(name, one as Digest);
  }
}

const damages: [string, (pair: Pair) => unknown, boolean][] = [
  ['one manifest', ({ store }) => store.deleteManifest(place, digest), false],
  ['one blob', ({ store }) => store.deleteBlob(place, layer as Digest), true],
  ['the index of a repository', loseIndex, false],
  ['all images', loseImages, false],
];

describe.each([true, false])('a backup that has lost something, Google listings: %s', (google) => {
  it.each(damages)('has it again after the next run that looks: %s', async (_what, damage, isBlob) => {
    await using pair = await startPair({ server: { google } });
    expect(await take(pair, hours.first, at(0))).toMatchObject({ state: 'complete' });
    damage(pair);
    expect(await faults(pair, hours.first)).not.toEqual([]);
    const later = isBlob ? at(1, { confirmWithin: 0 }) : at(24);
    const taken = await take(pair, hours.second, later);
    expect(taken).toMatchObject({ state: 'complete', confirmedSince: new Date(later.clock()).toISOString() });
    expect(await faults(pair, hours.second)).toEqual([]);
    expect(await faults(pair, hours.first)).toEqual([]);
  });

  it('says which images it copied again', async () => {
    await using pair = await startPair({ server: { google } });
    await take(pair, hours.first, at(0));
    pair.store.deleteManifest(place, digest);
    const { items } = await take(pair, hours.second, at(24));
    expect(items).toMatchObject([
      { repository: 'app', digest, reason: 'the backup had lost it, and has it again' },
    ]);
  });

  it('says what production cannot give any more', async () => {
    await using pair = await startPair({ server: { google } });
    await take(pair, hours.first, at(0));
    pair.store.deleteManifest(place, digest);
    pair.production.deleteManifest('prod/app', digest);
    const { state, items } = await take(pair, hours.second, at(24));
    expect(state).toBe('complete');
    expect(items.filter((item) => item.state === 'missing')).toMatchObject([{ repository: 'app', digest }]);
  });

  it('copies a repository as a whole when its index is refused', async () => {
    await using pair = await startPair({ server: { google } });
    await take(pair, hours.first, at(0));
    loseImages(pair);
    pair.production.seed('prod/app', images.next, ['v3']);
    // Nothing is due for a look yet: what the base says is believed.
    const taken = await take(pair, hours.second, { ...at(0), confirmWithin: 1000 * 24 * hour });
    expect(taken).toMatchObject({ state: 'complete' });
    const left = await faults(pair, hours.second);
    expect(left.filter(({ repository }) => repository === 'app')).toEqual([]);
  });
});

it('images that lack a tag of their own, as older programs left them, get it', async () => {
  await using pair = await startPair({ server: { google: true } });
  await take(pair, hours.first, at(0));
  const tags = () => Object.keys(pair.store.snapshot()[place]?.tags ?? {});
  const before = tags().sort();
  for (const tag of before.filter((one) => one.startsWith('digest-'))) pair.store.deleteTag(place, tag);
  expect(await take(pair, hours.second, at(24))).toMatchObject({ state: 'complete', bytesCopied: 0 });
  expect(tags().sort()).toEqual(before);
});

it('a repository that cannot be looked at counts as before, and as not confirmed', async () => {
  await using pair = await startPair({ server: { google: true } });
  await take(pair, hours.first, at(0));
  pair.store.fault({
    action: 'status',
    status: 403,
    match: { kind: 'tags', repository: place, times: Infinity },
  });
  const told: string[] = [];
  const taken = await take(pair, hours.second, at(25, { onUnconfirmed: (name) => told.push(name) }));
  expect(taken).toMatchObject({ state: 'complete', confirmedSince: new Date(start).toISOString() });
  expect(told).toEqual(['app']);
  expect([...(taken.contents?.keys() ?? [])]).toEqual(['deep', 'deep/tool']);
  const reason = `nobody could confirm since ${new Date(start).toISOString()} that the backup still has this repository`;
  expect(taken.items).toMatchObject([{ repository: 'app', digest: '', state: 'missing', reason }]);
});

it.each([
  ['may be confirmed an hour later', 1000 * 24 * hour, []],
  ['is missing when that is too late', 0, [{ repository: 'app', digest: '', state: 'missing' }]],
])('an image that the backup cannot read %s', async (_what, confirmWithin, expected) => {
  await using pair = await startPair({ server: { google: true } });
  await take(pair, hours.first, at(0));
  // As docker-registry answers when a manifest on its disk is damaged.
  pair.store.fault({ action: 'status', status: 500, match: { reference: digest, times: Infinity } });
  const told: string[] = [];
  const onUnconfirmed = (name: string, error: unknown): void => {
    told.push(`${name}: ${String(error)}`);
  };
  const taken = await take(pair, hours.second, at(1, { confirmWithin, onUnconfirmed }));
  expect(taken).toMatchObject({ state: 'complete', items: expected });
  expect(told).toEqual(confirmWithin === 0 ? [expect.stringMatching(/^app: .*500/)] : []);
});
