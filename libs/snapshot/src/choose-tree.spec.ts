import { createRegistry } from '@cip/registry';
import { startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { registryBackup } from './backup.js';
import { carryOutPrune } from './carry-out-prune.js';
import { carryOutRestore } from './carry-out-restore.js';
import { changeProduction, hours, images, type Pair, startPair } from './fixtures.js';
import { planPrune } from './plan-prune.js';
import { planRestore } from './plan-restore.js';
import { readSnapshot } from './read-record.js';
import type { SnapshotName } from './snapshot-name.js';
import { parseTreePath, treeOf } from './tree-path.js';
import { verifySnapshot } from './verify-snapshot.js';

const { first, second, third } = hours;

/** A try that production's refusal of one image makes partial. */
async function takePart(pair: Pair): Promise<void> {
  const { digest } = images.sbom.descriptor;
  const match = { method: 'GET', kind: 'manifest', reference: digest, times: Infinity } as const;
  const refusal = pair.production.fault({ action: 'status', status: 403, match });
  expect(await take(pair, first)).toMatchObject({ state: 'partial' });
  refusal.remove();
}

const take = (pair: Pair, snapshot: SnapshotName) =>
  pair.afresh((fresh) =>
    fresh.take(snapshot, {
      layout: 'tree',
      promised: new Map([[`${pair.prefix}/deep`, new Map([[images.untagged.descriptor.digest, []]])]]),
    }),
  );

const treesOf = (pair: Pair, snapshot: SnapshotName) =>
  pair.afresh(async ({ backup }) => {
    const { repositories } = await readSnapshot(backup, snapshot);
    return [...new Set(repositories.map(({ tree }) => tree))];
  });

async function restored(pair: Pair): Promise<string[]> {
  await using empty = await startRegistry();
  const registry = createRegistry({ rights: 'write-once', requestsPerSecond: 0 });
  try {
    const record = await readSnapshot(pair.backup, first);
    const plan = await planRestore(pair.backup, record, { registry, destination: `${empty.host}/prod` });
    expect([plan.blockers, plan.broken]).toEqual([[], []]);
    await carryOutRestore(pair.backup, plan, { repository: (name) => registry.repository(name) });
    return empty.digestSet();
  } finally {
    await registry.close();
  }
}

describe.each([true, false])('a tree that an earlier try has begun, Google listings: %s', (google) => {
  const server = { google };

  it('is gone on with while production is as it was', async () => {
    await using pair = await startPair({ server });
    await takePart(pair);
    expect(await take(pair, first)).toMatchObject({ state: 'complete' });
    expect(await treesOf(pair, first)).toEqual([undefined]);
    expect(pair.below(pair.store, `backup/${first}.2`)).toEqual([]);
  });

  it('is left for another one where a tag has moved or an image is gone', async () => {
    await using pair = await startPair({ server });
    await takePart(pair);
    changeProduction(pair.production);
    expect(await take(pair, first)).toMatchObject({ state: 'complete' });
    expect(await treesOf(pair, first)).toEqual([`${first}.2`]);
    // A copy of the tree by any program brings what production held, and nothing else.
    expect(pair.below(pair.store, `backup/${first}.2`)).toEqual(pair.below(pair.production, 'prod'));
    expect(await restored(pair)).toEqual(pair.production.digestSet());
    const verified = await verifySnapshot(pair.backup, await readSnapshot(pair.backup, first), {
      level: 'blobs',
    });
    expect(verified.faults).toEqual([]);
    // The next hour builds upon it.
    expect(await take(pair, second)).toMatchObject({ state: 'complete', bytesCopied: 0 });
  });
});

it('the trees of an hour go with it', async () => {
  await using pair = await startPair({ server: { google: true } });
  await takePart(pair);
  changeProduction(pair.production);
  for (const hour of [first, second]) await take(pair, hour);
  const registry = createRegistry({ rights: 'everything', requestsPerSecond: 0 });
  try {
    const backup = registryBackup(registry, `${pair.store.host}/backup`);
    const plan = await planPrune(backup, { hourly: 1, daily: 0, monthly: 0 }, { now: third });
    await carryOutPrune(backup, plan);
  } finally {
    await registry.close();
  }
  expect(pair.below(pair.store, 'backup/2026/11/25/09')).toEqual([]);
  expect(pair.below(pair.store, 'backup/2026/11/25/09.2')).toEqual([]);
  expect(pair.below(pair.store, 'backup/2026/11/25/10')).toEqual(pair.below(pair.production, 'prod'));
});

describe('the path of a tree', () => {
  it.each([1, 2, 13])('is read as it was written, for the tree %i', (attempt) => {
    const path = treeOf(first, attempt);
    expect(parseTreePath(path)).toEqual({ path, snapshot: first });
  });

  it.each(['2026/11/25/09.1', '2026/11/25/09.02', '2026/11/25', '../2026/11/25/09', '2026/11/25/09/app'])(
    'is not %s',
    (text) => {
      expect(parseTreePath(text)).toBeUndefined();
    },
  );
});
