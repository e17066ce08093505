import { createRegistry } from '@cip/registry';
import { startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { carryOutRestore } from './carry-out-restore.js';
import { changeProduction, hours, images, type Pair, startPair } from './fixtures.js';
import { planRestore } from './plan-restore.js';
import type { SnapshotName } from './snapshot-name.js';
import { listSnapshots, readSnapshot } from './snapshots.js';
import { verifySnapshot } from './verify-snapshot.js';

const promised = (pair: Pair) =>
  new Map([[`${pair.prefix}/deep`, new Set([images.untagged.descriptor.digest])]]);

async function restored(pair: Pair, snapshot: SnapshotName): Promise<string[]> {
  await using empty = await startRegistry();
  const registry = createRegistry({ rights: 'write-once', requestsPerSecond: 0 });
  try {
    const record = await readSnapshot(pair.backup, snapshot);
    const plan = await planRestore(pair.backup, record, { registry, destination: `${empty.host}/prod` });
    expect(plan.blockers).toEqual([]);
    const { items } = await carryOutRestore(pair.backup, plan, {
      repository: (name) => registry.repository(name),
    });
    expect(items.filter(({ state }) => state === 'failed')).toEqual([]);
    return empty.digestSet();
  } finally {
    await registry.close();
  }
}

describe.each([
  { layout: 'incremental', google: true },
  { layout: 'incremental', google: false },
  { layout: 'tree', google: true },
  { layout: 'tree', google: false },
] as const)('snapshots in the layout $layout, Google listings: $google', ({ layout, google }) => {
  it('keep each state as it was, and bring it back exactly', async () => {
    await using pair = await startPair({ server: { google } });
    const { production, backup } = pair;
    const options = { layout, promised: promised(pair) };
    const before = production.digestSet();
    const first = await pair.take(hours.first, options);
    expect(first).toMatchObject({ state: 'complete' });
    changeProduction(production);
    const after = production.digestSet();
    const second = await pair.take(hours.second, options);
    expect(second).toMatchObject({ state: 'complete' });
    expect(await listSnapshots(backup)).toEqual([hours.first, hours.second]);
    for (const snapshot of [hours.first, hours.second]) {
      const verified = await verifySnapshot(backup, await readSnapshot(backup, snapshot), { level: 'blobs' });
      expect(verified.faults).toEqual([]);
      expect(verified.checked).toBe(verified.images);
    }
    expect(await restored(pair, hours.first)).toEqual(before);
    expect(await restored(pair, hours.second)).toEqual(after);
  });
});
