import {
  buildImage,
  dockerRegistryAvailable,
  type Fault,
  noRealRegistry,
  startDockerRegistry,
  startRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { hoursAgo, type JsonReport, reportOf, runBackup, startBackupAsIs } from './run-cip-backup.js';
import { images, startWorld, type World } from './world.js';

const [first, second] = [hoursAgo(2), hoursAgo(1)];
const { digest } = images.next.descriptor;

/** Production does not give one image away, for lack of a right. */
function denyNext({ production }: World): Fault {
  const match = { method: 'GET', kind: 'manifest', reference: digest, times: Infinity } as const;
  return production.fault({ action: 'status', status: 403, match });
}

describe.each(['tree', 'incremental'] as const)(
  'an image that cannot be copied, in the layout %s',
  (layout) => {
    it(
      'is missing from a partial snapshot, which says so and is never taken for complete',
      { timeout: 120_000 },
      async () => {
        await using world = await startWorld(layout);
        const backup = ['--backup', world.backup];
        await world.take(first);
        const before = world.production.digestSet();
        world.production.seed('prod/app', images.next, ['next']);
        const refused = denyNext(world);
        const taken = await world.take(second, 1);
        expect(taken.regions).toMatchObject([{ state: 'partial' }]);
        expect(taken.items).toContainEqual(expect.objectContaining({ digest, state: 'failed' }));

        const { items, summary } = await reportOf(['list', ...backup]);
        expect(items.map(({ snapshot, state }) => `${snapshot} ${state}`)).toEqual([
          `${first} complete`,
          `${second} partial`,
        ]);
        expect(summary).toMatchObject({ latest: first, partial: 1 });
        const latest = await reportOf(['verify', 'latest', ...backup]);
        expect(latest.summary['snapshot']).toBe(first);
        const byName = await runBackup(['verify', second, ...backup, '--level', 'blobs']);
        expect(byName.code, byName.stderr).toBe(0);
        expect(byName.stderr).toContain(digest);
        expect(await world.restored(second)).toEqual(before);

        refused.remove();
        expect((await world.take(second)).regions).toMatchObject([{ state: 'complete' }]);
        expect((await reportOf(['list', ...backup])).summary).toMatchObject({
          latest: second,
          partial: 0,
          complete: 2,
        });
        expect(await world.restored(second)).toEqual(world.production.digestSet());
      },
    );
  },
);

describe('a foreign layer that the registry of the backup refuses', () => {
  it(
    'makes the snapshot partial, without a wait for the deadline',
    { timeout: 120_000 },
    async ({ skip }) => {
      if (!(await dockerRegistryAvailable())) {
        if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(noRealRegistry);
        return skip(noRealRegistry);
      }
      const foreign = buildImage('foreign', { format: 'docker', foreignLayers: 1 });
      await using production = await startRegistry({ google: true });
      await using store = await startDockerRegistry({ foreignLayers: false });
      production.seed('prod/windows', foreign, ['w1']);
      production.seed('prod/app', images.app, ['v1']);
      const [from, to] = [`${production.host}/prod`, `${store.host}/backup`];
      const run = ['run', '--from', from, '--to', to, '--layout', 'incremental', '--hour', first];
      const patient = ['--rps-per-host', '0', '--retry-deadline', '1h', '--format', 'json'];
      const { code, stdout, stderr } = await startBackupAsIs([...run, ...patient], { timeout: 100_000 })
        .finished;
      expect(code, stderr).toBe(1);
      const taken = JSON.parse(stdout) as JsonReport;
      expect(taken.regions).toMatchObject([{ state: 'partial' }]);
      const failed = taken.items.filter(({ state }) => state === 'failed');
      expect(failed).toMatchObject([
        { repository: 'windows', digest: foreign.descriptor.digest, failure: { code: 'REFUSED' } },
      ]);
      const restored = await runBackup(['verify', first, '--backup', to]);
      expect(restored.code, restored.stderr).toBe(0);
      expect(restored.stderr).toContain(foreign.descriptor.digest);
    },
  );
});
