import { buildImage } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { hoursAgo, reportOf, runBackup } from './run-cip-backup.js';
import { type Layout, seed, startWorld, type World } from './world.js';

const hours = [5, 4, 3, 2, 1].map(hoursAgo);
const passing = buildImage('passing');

/** Five hours; in the first two production has an image that is gone later. */
async function startWithHistory(layout: Layout): Promise<World> {
  const world = await startWorld(layout);
  seed(world.production, 'prod/app', [[passing, ['passing']]]);
  for (const [i, hour] of hours.entries()) {
    if (i === 2) world.production.deleteManifest('prod/app', passing.descriptor.digest);
    if (i === 3) seed(world.production, 'prod/app', [[buildImage('later'), ['later']]]);
    await world.take(hour);
  }
  return world;
}

function prune(world: World, keep: number, ...more: string[]): string[] {
  const others = ['--keep-daily', '0', '--keep-monthly', '0'];
  return ['prune', '--backup', world.backup, '--keep-hourly', `${keep}`, ...others, ...more];
}

async function listed(world: World): Promise<string[]> {
  const { stdout } = await runBackup(['list', '--backup', world.backup, '--format', 'json']);
  const { items } = JSON.parse(stdout) as { items: { snapshot: string; state: string }[] };
  return items.map(({ snapshot, state }) => `${snapshot} ${state}`);
}

describe.each(['tree', 'incremental', 'oci'] as const)('pruning, in the layout %s', (layout) => {
  it(
    'removes what is not to be kept, with the images that nobody else needs',
    { timeout: 120_000 },
    async () => {
      await using world = await startWithHistory(layout);
      world.allowDeletes();
      const states = await Promise.all(hours.slice(2).map((hour) => world.restored(hour)));
      const plan = await reportOf(prune(world, 3));
      expect(plan.removed).toEqual(hours.slice(0, 2));
      expect(plan.summary).toMatchObject({ deleted: 0, planned: plan.items.length });
      expect(await listed(world)).toHaveLength(5);

      const done = await reportOf(prune(world, 3, '--confirm'));
      expect(done.summary).toMatchObject({ deleted: plan.items.length, failed: 0 });
      expect(await listed(world)).toEqual(hours.slice(2).map((hour) => `${hour} complete`));
      for (const hour of hours.slice(2)) await world.verify(hour);
      expect(await Promise.all(hours.slice(2).map((hour) => world.restored(hour)))).toEqual(states);
      const left = world.store.digestSet().filter((line) => line.includes(passing.descriptor.digest));
      expect(left).toEqual([]);
      expect((await reportOf(prune(world, 3, '--confirm'))).items).toEqual([]);
      // The base of the next one is among those that stay.
      expect((await world.take(hoursAgo(0))).summary).toMatchObject({ failed: 0 });
    },
  );
});

describe('pruning is refused', () => {
  it('where the last good snapshot would go', async () => {
    await using world = await startWorld('incremental');
    await world.take(hours[0]!);
    const result = await runBackup(prune(world, 0, '--confirm'));
    expect(result.code).toBe(3);
    expect(result.stderr).toContain('the last good one');
  });

  it('by the registry: it is told, and images whose record stays are not touched', async () => {
    await using world = await startWithHistory('tree');
    const before = world.store.digestSet();
    const { summary } = await reportOf(prune(world, 1, '--confirm'), 1);
    expect(summary['deleted']).toBe(0);
    expect(summary['failed']).toBeGreaterThan(0);
    expect(world.store.digestSet()).toEqual(before);
  });
});

describe('pruning beside a record that cannot be read', () => {
  it(
    'keeps all images, since it may need them, and says so until the record is gone',
    { timeout: 120_000 },
    async () => {
      await using world = await startWithHistory('incremental');
      world.allowDeletes();
      const tag = hours[2]!.replaceAll('/', '-');
      world.store.seed('backup/snapshots', buildImage('broken'), [tag]);
      const images = () => world.store.digestSet().filter((line) => line.startsWith('backup/images/'));
      const before = images();
      const plan = await reportOf(prune(world, 1), 1);
      const done = await reportOf(prune(world, 1, '--confirm'), 1);
      for (const { items, removed } of [plan, done]) {
        expect(items.filter(({ state }) => state === 'corrupt')).toMatchObject([
          { snapshot: hours[2], repository: 'snapshots', tags: [tag] },
        ]);
        expect(removed).toEqual([hours[0], hours[1], hours[3]]);
      }
      expect(done.summary).toMatchObject({ deleted: 3, failed: 0 });
      expect(images()).toEqual(before);

      world.store.deleteTag('backup/snapshots', tag);
      await reportOf(prune(world, 1, '--confirm'));
      expect(images().length).toBeLessThan(before.length);
      await world.verify(hours[4]!);
    },
  );
});

describe('an unfinished tree', () => {
  it('goes when it is older than all that is kept by the hour', async () => {
    await using world = await startWorld('tree');
    world.allowDeletes();
    seed(world.store, `backup/${hours[0]!}/app`, [[passing, ['passing']]]);
    for (const hour of hours.slice(1, 4)) await world.take(hour);
    seed(world.store, `backup/${hours[4]!}/app`, [[passing, ['passing']]]);
    const { removed } = await reportOf(prune(world, 2, '--confirm'));
    expect(removed).toEqual([hours[0], hours[1]]);
    expect(await listed(world)).toEqual([
      `${hours[2]} complete`,
      `${hours[3]} complete`,
      `${hours[4]} incomplete`,
    ]);
  });
});
