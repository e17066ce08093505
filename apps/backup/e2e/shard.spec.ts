import { expect, it } from 'vitest';
import { hoursAgo, reportOf, runBackup } from './run-cip-backup.js';
import { startWorld } from './world.js';

it('several processes take one snapshot together, which the last one finishes', async () => {
  await using world = await startWorld('incremental');
  const hour = hoursAgo(1);
  const take = (shard: string, env = {}) =>
    reportOf([...world.runArguments(hour), '--shard', shard], 0, { env });
  const first = await take('0/2');
  expect(first).toMatchObject({ shard: { index: 0, count: 2 }, regions: [{ state: 'part' }] });
  expect((await runBackup(['verify', hour, '--backup', world.backup])).code).toBe(2);
  const second = await take('auto/2', { JOB_COMPLETION_INDEX: '1' });
  expect(second).toMatchObject({ regions: [{ state: 'complete' }] });
  await world.verify(hour);
  expect(await world.restored(hour)).toEqual(world.production.digestSet());
});
