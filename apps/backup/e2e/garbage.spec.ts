import {
  buildImage,
  buildMultiPlatform,
  type DockerRegistry,
  dockerRegistryAvailable,
  noRealRegistry,
  pushImage,
  startDockerRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { hoursAgo, type JsonReport, reportOf, runBackup } from './run-cip-backup.js';

const [first, second, third] = [3, 2, 1].map(hoursAgo) as [string, string, string];
const app = buildImage('app');
const platforms = buildMultiPlatform('platforms', { layers: 1 });

interface World extends AsyncDisposable {
  readonly production: DockerRegistry;
  readonly store: DockerRegistry;
  take(hour: string, ...more: string[]): Promise<JsonReport>;
  /** Repositories of a snapshot that are not whole, sorted. */
  lacking(hour: string): Promise<string[]>;
}

async function startReal(layout: string): Promise<World | undefined> {
  if (!(await dockerRegistryAvailable())) {
    if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(noRealRegistry);
    return undefined;
  }
  const production = await startDockerRegistry();
  const store = await startDockerRegistry();
  await pushImage(production.host, 'prod/app', app, ['v1', 'v1.0']);
  await pushImage(production.host, 'prod/deep/tool', platforms, ['t1']);
  const backup = `${store.host}/backup`;
  const run = ['run', '--from', `${production.host}/prod`, '--to', backup, '--layout', layout];
  return {
    production,
    store,
    take: (hour, ...more) => reportOf([...run, '--hour', hour, ...more]),
    lacking: async (hour) => {
      const args = ['verify', hour, '--backup', backup, '--level', 'blobs', '--format', 'json'];
      const { items } = JSON.parse((await runBackup(args)).stdout) as JsonReport;
      return [...new Set(items.map(({ repository }) => repository))].sort();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([production.close(), store.close()]);
    },
  };
}

// As the table on the page about backups says.
describe.each([
  { layout: 'tree', lost: ['deep/tool'] },
  { layout: 'incremental', lost: ['app', 'deep/tool'] },
])('garbage-collect -m of docker-registry, the layout $layout', ({ layout, lost }) => {
  it(
    'deletes what the page says, and the next run that looks ends in a whole snapshot',
    { timeout: 120_000 },
    async ({ skip }) => {
      await using world = await startReal(layout);
      if (!world) return skip(noRealRegistry);
      await world.take(first);
      expect(await world.lacking(first)).toEqual([]);
      await world.store.collectGarbage();
      expect(await world.lacking(first)).toEqual(lost);
      expect((await world.take(second, '--confirm-within', '0s')).regions).toMatchObject([
        { state: 'complete' },
      ]);
      expect(await world.lacking(second)).toEqual([]);
      // In a tree each hour has images of its own.
      expect(await world.lacking(first)).toEqual(layout === 'tree' ? lost : []);
    },
  );
});

describe('garbage-collect of docker-registry', () => {
  it('keeps everything without -m', { timeout: 120_000 }, async ({ skip }) => {
    await using world = await startReal('incremental');
    if (!world) return skip(noRealRegistry);
    await world.take(first);
    await world.store.collectGarbage({ untagged: false });
    expect(await world.lacking(first)).toEqual([]);
  });

  it(
    'makes the registry refuse an index; all of its repository is copied then',
    { timeout: 120_000 },
    async ({ skip }) => {
      await using world = await startReal('incremental');
      if (!world) return skip(noRealRegistry);
      await world.take(first);
      await world.store.collectGarbage();
      await pushImage(world.production.host, 'prod/app', buildImage('next'), ['v2']);
      expect((await world.take(second, '--confirm-within', '500h')).regions).toMatchObject([
        { state: 'complete' },
      ]);
      expect(await world.lacking(second)).toEqual(['deep/tool']);
      await world.take(third, '--confirm-within', '0s');
      expect(await world.lacking(third)).toEqual([]);
    },
  );
});
