import { digestOf } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import { type Image, startRegistry } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { carryOutRestore } from './carry-out-restore.js';
import { changeProduction, hours, images, type Pair, startPair } from './fixtures.js';
import { planRestore } from './plan-restore.js';
import type { SnapshotName } from './snapshot-name.js';
import { readSnapshot } from './read-record.js';
import { listSnapshots } from './snapshots.js';
import { verifySnapshot } from './verify-snapshot.js';

const promised = (pair: Pair) =>
  new Map([[`${pair.prefix}/deep`, new Map([[images.untagged.descriptor.digest, []]])]]);

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

describe('images in production that contradict themselves', () => {
  const written = (image: Image, change: object): Image => {
    const manifest: unknown = JSON.parse(new TextDecoder().decode(image.bytes));
    const bytes = new TextEncoder().encode(JSON.stringify({ ...Object(manifest), ...change }));
    return {
      ...image,
      bytes,
      descriptor: { ...image.descriptor, digest: digestOf(bytes), size: bytes.length },
    };
  };
  const [child] = images.platforms.children;
  const { digest, mediaType, size } = child?.descriptor ?? images.platforms.descriptor;

  it.each([
    ['manifests and layers', written(images.platforms, { layers: [] }), 2],
    [
      'another type in the body',
      written(images.untagged, { mediaType: images.platforms.descriptor.mediaType }),
      0,
    ],
    [
      'a wrong size of a child',
      written(images.platforms, { manifests: [{ mediaType, digest, size: size + 1 }] }),
      2,
    ],
  ])(
    'count as lost, with the reason, and keep nothing else out of the snapshot: %s',
    async (_, image, children) => {
      await using pair = await startPair({ server: { google: true } });
      const sound = await pair.take(hours.first);
      pair.production.seed('prod/contradiction', image, ['v1']);
      const taken = await pair.take(hours.second);
      const { digest: lost } = image.descriptor;
      expect(taken.record?.lost).toMatchObject([{ repository: 'contradiction', digest: lost, tags: ['v1'] }]);
      expect(taken.record?.lost[0]?.reason).toMatch(/CVE-2021-41190|says that its child/);
      expect(taken.images).toBe(sound.images + children);
    },
  );
});
