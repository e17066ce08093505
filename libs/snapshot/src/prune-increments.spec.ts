import { createRegistry, type Registry } from '@cip/registry';
import { describe, expect, it } from 'vitest';
import { type Backup, registryBackup } from './backup.js';
import { carryOutPrune, type PrunableBackup } from './carry-out-prune.js';
import { hours, images, type Pair, startPair } from './fixtures.js';
import { planPrune } from './plan-prune.js';
import { readSnapshot } from './read-record.js';
import { readRepository } from './read-repository.js';
import { verifySnapshot } from './verify-snapshot.js';

const keepOne = { hourly: 1, daily: 0, monthly: 0 };

async function withMaster<T>(pair: Pair, work: (backup: PrunableBackup) => Promise<T>): Promise<T> {
  const registry: Registry = createRegistry({
    rights: 'everything',
    requestsPerSecond: 0,
    retryDeadline: 1000,
  });
  try {
    return await work(registryBackup(registry, `${pair.store.host}/backup`));
  } finally {
    await registry.close();
  }
}

const plan = (backup: Backup) => planPrune(backup, keepOne, { now: hours.third });
const prune = (pair: Pair) => withMaster(pair, async (backup) => carryOutPrune(backup, await plan(backup)));

/** What is there below `images`, whatever its tags. */
function imagesIn({ store }: Pair): string[] {
  const repositories = Object.entries(store.snapshot()).filter(([name]) => name.startsWith('backup/images/'));
  const lines = repositories.flatMap(([name, { manifests }]) =>
    Object.keys(manifests).map((digest) => `${name.slice('backup/images/'.length)}@${digest}`),
  );
  return lines.sort();
}

async function expectSound(pair: Pair): Promise<void> {
  const record = await readSnapshot(pair.backup, hours.second);
  expect((await verifySnapshot(pair.backup, record, { level: 'blobs' })).faults).toEqual([]);
}

describe.each([true, false])('pruning increments, Google listings: %s', (google) => {
  const server = { google };

  it('keeps the child of an index that production has lost, as long as its parent is kept', async () => {
    await using pair = await startPair({ server });
    const [child] = images.platforms.children;
    await pair.take(hours.first);
    pair.production.deleteManifest('prod/app', child!.descriptor.digest);
    pair.production.deleteManifest('prod/app', images.sbom.descriptor.digest);
    expect(await pair.take(hours.second)).toMatchObject({ state: 'complete' });
    const items = await prune(pair);
    expect(items.map(({ digest }) => digest)).toContain(images.sbom.descriptor.digest);
    expect(pair.store.manifest('backup/images/app', child!.descriptor.digest)).toBeDefined();
    await expectSound(pair);
  });

  it('deletes no image when a snapshot was taken after the plan', async () => {
    await using pair = await startPair({ server });
    await pair.take(hours.first);
    pair.production.deleteManifest('prod/app', images.sbom.descriptor.digest);
    await pair.take(hours.second);
    await withMaster(pair, async (backup) => {
      const made = await plan(backup);
      pair.production.seed('prod/app', images.sbom);
      await pair.take(hours.third);
      const items = await carryOutPrune(backup, made);
      const deleted = items.filter(({ state }) => state === 'deleted');
      expect(deleted.map(({ repository }) => repository)).toEqual(['snapshots']);
    });
    const record = await readSnapshot(pair.backup, hours.third);
    expect((await verifySnapshot(pair.backup, record, { level: 'blobs' })).faults).toEqual([]);
  });

  it('keeps what later hours need, when the clock has gone back', async () => {
    await using pair = await startPair({ server });
    await pair.take(hours.first);
    pair.production.deleteManifest('prod/app', images.sbom.descriptor.digest);
    await pair.take(hours.second);
    pair.production.seed('prod/app', images.sbom);
    await pair.take(hours.third);
    const items = await withMaster(pair, async (backup) =>
      carryOutPrune(backup, await planPrune(backup, keepOne, { now: hours.second })),
    );
    expect(items.map(({ snapshot, repository }) => [snapshot, repository])).toContainEqual([
      hours.first,
      'snapshots',
    ]);
    expect(items.map(({ digest }) => digest)).not.toContain(images.sbom.descriptor.digest);
    for (const hour of [hours.second, hours.third]) {
      const record = await readSnapshot(pair.backup, hour);
      expect((await verifySnapshot(pair.backup, record, { level: 'blobs' })).faults).toEqual([]);
    }
  });

  it('deletes no image while a record cannot be deleted, though images can', async () => {
    await using pair = await startPair({ server });
    await pair.take(hours.first);
    pair.production.deleteManifest('prod/app', images.sbom.descriptor.digest);
    await pair.take(hours.second);
    const match = { method: 'DELETE', repository: 'backup/snapshots', times: Infinity } as const;
    const refusal = pair.store.fault({ action: 'status', status: 403, match });
    const items = await prune(pair);
    expect(items.length).toBeGreaterThan(1);
    expect(items.filter(({ state }) => state === 'deleted')).toEqual([]);
    const record = await readSnapshot(pair.backup, hours.first);
    expect((await verifySnapshot(pair.backup, record, { level: 'blobs' })).faults).toEqual([]);
    refusal.remove();
    expect((await prune(pair)).every(({ state }) => state === 'deleted')).toBe(true);
    await expectSound(pair);
  });

  it('finds what a prune has left that was killed, at whichever request', async () => {
    for (let nth = 1, isKilled = true; isKilled; nth += 2) {
      await using pair = await startPair({ server });
      await pair.take(hours.first);
      pair.production.deleteManifest('prod/deep/tool', images.nested.descriptor.digest);
      pair.production.deleteManifest('prod/app', images.sbom.descriptor.digest);
      await pair.take(hours.second);
      isKilled = await withMaster(pair, async (backup) => killAt(pair, backup, nth));
      await prune(pair);
      await expectSound(pair);
      const record = await readSnapshot(pair.backup, hours.second);
      const needed = record.repositories.map(async (entry) => {
        const held = await readRepository(pair.backup, record, entry);
        return [...held.map(({ digest }) => digest), entry.index!.digest].map(
          (digest) => `${entry.name}@${digest}`,
        );
      });
      expect(imagesIn(pair)).toEqual((await Promise.all(needed)).flat().sort());
      expect((await prune(pair)).length).toBe(0);
    }
  }, 120_000);
});

/** Aborts a prune at its nth deletion; false when it came to its end before that. */
async function killAt(pair: Pair, backup: PrunableBackup, nth: number): Promise<boolean> {
  const stop = new AbortController();
  let seen = 0;
  const end = pair.store.onRequest(({ method }) => {
    if (method === 'DELETE' && ++seen === nth) stop.abort(new Error('killed'));
  });
  const before = await plan(backup);
  await carryOutPrune(backup, before, { signal: stop.signal }).catch(() => undefined);
  end();
  return stop.signal.aborted;
}
