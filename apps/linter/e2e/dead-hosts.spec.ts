import { startUnevenWorld } from '@cip/testing';
import { expect, it } from 'vitest';
import { reportOf, runLint, temporaryFolder } from './run-cip-lint.js';

// The run is ended as a failure after 20 seconds.
it('one destination of ten is dead and one is silent: the look-up ends, and names the two', async () => {
  await using world = await startUnevenWorld();
  const folder = await temporaryFolder();
  await world.writeTree(folder);
  const hosts = [world.staging.host, ...world.hosts];
  const allowed = hosts.flatMap((host) => ['--online-host', host]);
  const result = await runLint([folder, '--online', '--format', 'json', ...allowed]);
  const messages = reportOf(result).items.map(({ message }) => message);
  for (const host of [world.dead, world.silent.host]) {
    expect(messages.filter((message) => message.includes(host))).not.toEqual([]);
    expect(result.stderr).toContain(`waiting for ${host}: `);
  }
  for (const { host, requests } of world.healthy) {
    expect(requests.length).toBeGreaterThanOrEqual(world.images.size);
    expect(messages.filter((message) => message.includes(host))).toEqual([]);
  }
});
