import type { Digest } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  buildLayer,
  buildSignature,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { hours, Pair, startPair } from './fixtures.js';
import type { SnapshotName } from './snapshot-name.js';

const shared = [buildLayer('shared')];
const repositories = 800;

/** So many repositories under twenty prefixes, each with one image. */
async function startLarge(): Promise<Pair> {
  const production = await startRegistry({ google: true });
  for (let i = 0; i < repositories; i++) {
    production.seed(nameOf(i), buildImage(`image ${i}`, { layers: shared }), ['v1']);
  }
  return new Pair(production, await startRegistry({ google: true }));
}

function nameOf(i: number): string {
  return `prod/team${i % 20}/image${i}`;
}

/** The repositories, the twenty prefixes above them, and the prefix of all. */
const listings = repositories + 20 + 1;

const afresh = (pair: Pair, snapshot: SnapshotName) => pair.afresh((fresh) => fresh.take(snapshot));

interface Counts {
  /** Of production. */
  readonly listings: number;
  /** What the backup is asked about what it should have. */
  readonly confirmations: number;
  readonly others: number;
}

function countOf({ production, store }: Pair, changed = ''): Counts {
  const listed = production.count({ kind: 'tags' });
  const confirmations = store.requests.filter(
    ({ repository }) => repository.startsWith('backup/images/') && repository !== `backup/images/${changed}`,
  ).length;
  return {
    listings: listed,
    confirmations,
    others: production.count() - listed + store.count() - confirmations,
  };
}

function reset({ production, store }: Pair): void {
  for (const registry of [production, store]) registry.resetCounts();
}

/** Bytes of images that were sent to a backup; its records are no images. */
function bytesSent({ requests }: TestRegistry): number {
  const uploads = requests.filter(({ kind }) => kind === 'upload-chunk' || kind === 'upload-commit');
  const ofImages = uploads.filter(({ repository }) => !repository.endsWith('/snapshots'));
  return ofImages.reduce((sum, { bytesIn }) => sum + bytesIn, 0);
}

describe('an hour of 800 repositories, incremental, with listings that give everything', () => {
  it('costs a listing for each, and eight requests, when nothing changed', async () => {
    await using pair = await startLarge();
    await pair.take(hours.first);
    reset(pair);
    expect(await afresh(pair, hours.second)).toMatchObject({
      state: 'complete',
      items: [],
      images: repositories,
    });
    expect(countOf(pair).listings).toBe(listings);
    expect(countOf(pair).others).toBeLessThanOrEqual(8);
    // One in 24 repositories: its index and its listing; of one image in thirty also the manifest and two blobs.
    expect(countOf(pair).confirmations).toBeGreaterThanOrEqual(2 * 34);
    expect(countOf(pair).confirmations).toBeLessThanOrEqual(3 * 34);

    reset(pair);
    pair.production.seed(nameOf(7), buildImage('added', { layers: [...shared, buildLayer('added')] }), [
      'v2',
    ]);
    expect(await afresh(pair, hours.third)).toMatchObject({ state: 'complete', images: repositories + 1 });
    const ownOfTheImage =
      // The manifest, the configuration and the new layer are read,
      3 +
      // three blobs are looked for, two are uploaded, and the manifest is pushed and read back.
      3 +
      4 +
      2;
    expect(countOf(pair).listings).toBe(listings);
    expect(countOf(pair, 'team7/image7').others).toBeLessThanOrEqual(8 + ownOfTheImage + 6);
  }, 120_000);
});

/** With 800 repositories, as the page has them, the long form alone: the first hour takes its time. */
const isLong = process.env['CIP_MODEL_STEPS'] !== undefined;

describe.each([96, ...(isLong ? [800] : [])])(
  'an hour of %d repositories of plain registries',
  (repositories) => {
    const versions = ['v1', 'v2', 'v3'];
    const layers = [buildLayer('shared')];

    it('with five manifests each costs a listing for each, a HEAD for each tag that nobody promises, and a share of the rest', async () => {
      await using pair = new Pair(await startRegistry(), await startRegistry());
      const promised = new Map<string, Map<Digest, string[]>>();
      for (let i = 0; i < repositories; i++) {
        const images = versions.map((tag) => buildImage(`${tag} of ${i}`, { layers }));
        images.forEach((image, j) => {
          pair.production.seed(nameOf(i), image, [versions[j] ?? '']);
        });
        const [app] = images;
        if (!app) return expect.fail('there is no image');
        const signature = `${app.descriptor.digest.replace(':', '-')}.sig`;
        pair.production.seed(nameOf(i), buildSignature(app.descriptor), [signature]);
        pair.production.seed(nameOf(i), buildArtifact(`sbom ${i}`, { subject: app.descriptor }));
        const digests = images.map(({ descriptor }, j): [Digest, string[]] => [
          descriptor.digest,
          [versions[j] ?? ''],
        ]);
        promised.set(`${pair.production.host}/${nameOf(i)}`, new Map(digests));
      }
      const start = Date.parse('2026-11-25T09:20:00Z');
      const take = (snapshot: SnapshotName, hoursLater: number) =>
        pair.afresh((fresh) =>
          fresh.take(snapshot, { promised, clock: () => start + hoursLater * 3_600_000 }),
        );
      const images = 5 * repositories;
      expect(await take(hours.first, 0)).toMatchObject({ state: 'complete', images });
      reset(pair);
      const taken = await take(hours.second, 1);
      expect(taken).toMatchObject({ state: 'complete', items: [], images });
      // One in 24 repositories is read as a whole: four tags, and the referrers of five manifests.
      const whole = Math.ceil(repositories / 24);
      expect(taken.found?.origins).toMatchObject({ record: 5 * (repositories - whole), tags: 4 * whole });
      const { production, store } = pair;
      expect(production.count({ kind: 'tags' })).toBe(repositories + 1);
      expect(production.count()).toBeLessThanOrEqual(repositories + 2 + repositories + whole * (4 + 5));
      expect(store.count()).toBeLessThanOrEqual(8 + whole * (1 + 1 + 6 + 3));
      if (repositories !== 800) return;
      // What the page says.
      expect([100 * Math.round(production.count() / 100), store.count() <= 400]).toEqual([1_900, true]);
    }, 600_000);
  },
);

describe('snapshots on the host of production', () => {
  it.each(['tree', 'incremental'] as const)('in the layout %s move no byte of a blob', async (layout) => {
    await using pair = await startPair({ server: { google: true }, shared: true });
    const taken = await pair.take(hours.first, { layout });
    expect(taken).toMatchObject({ state: 'complete', bytesCopied: 0 });
    expect(taken.bytesMounted).toBeGreaterThan(0);
    expect(pair.production.blobBytesServed).toBe(0);
  });

  it('in the layout tree mount from the one before where production is elsewhere', async () => {
    await using pair = await startPair({ server: { google: true } });
    await pair.take(hours.first, { layout: 'tree' });
    expect(bytesSent(pair.store)).toBeGreaterThan(0);
    reset(pair);
    const taken = await pair.take(hours.second, { layout: 'tree' });
    expect(taken).toMatchObject({ state: 'complete', bytesCopied: 0 });
    expect(pair.production.blobBytesServed).toBe(0);
    expect(bytesSent(pair.store)).toBe(0);
  });
});
