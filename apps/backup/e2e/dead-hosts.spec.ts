import { startRegistry, startUnevenWorld } from '@cip/testing';
import { expect, it } from 'vitest';
import { hoursAgo, type JsonReport, startBackupAsIs } from './run-cip-backup.js';

// The run is ended as a failure after 20 seconds.
it('one region of ten is dead and one is silent: the others have a snapshot, and the report names the two', async () => {
  await using world = await startUnevenWorld(12);
  world.seedHealthy();
  await using store = await startRegistry();
  const from = world.hosts.map((host) => `${host}/prod`).join(',');
  const to = world.hosts.map((_, i) => `${store.host}/backup-${i}`).join(',');
  const args = ['run', '--from', from, '--to', to, '--hour', hoursAgo(0), '--format', 'json'];
  const result = await startBackupAsIs(args).finished;
  expect(result.code).toBe(1);
  const { regions, items } = JSON.parse(result.stdout) as JsonReport;
  const failed = regions?.filter(({ state }) => state !== 'complete').map((region) => region.from);
  expect(new Set(failed)).toEqual(new Set([`${world.dead}/prod`, `${world.silent.host}/prod`]));
  expect(regions).toHaveLength(10);
  const causes = items.flatMap(({ state, failure }) => (state === 'failed' ? failure?.host : []));
  expect(new Set(causes)).toEqual(new Set([world.dead, world.silent.host]));
  for (const host of [world.dead, world.silent.host])
    expect(result.stderr).toContain(`waiting for ${host}: `);
});
