import { startUnevenWorld, type UnevenWorld } from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { runCip, type CipResult, temporaryFolder } from './run-cip.js';
import { complaintsOf } from './world.js';

/** All that waited for a host say so, once. */
function expectWaits({ stderr }: CipResult, { dead, silent }: UnevenWorld): void {
  const waits = stderr.split('\n').filter((line) => line.includes('waiting for'));
  expect(waits).toHaveLength(2);
  expect(waits.join('\n')).toMatch(
    new RegExp(`waiting for ${dead}: connection refused, trying again until \\d\\d:\\d\\d:\\d\\d`),
  );
  expect(waits.join('\n')).toMatch(
    new RegExp(`waiting for ${silent.host}: no answer yet, trying again until \\d\\d:\\d\\d:\\d\\d`),
  );
}

// Each run is ended as a failure after 20 seconds.
describe('one destination of ten is dead and one is silent', () => {
  it('the others hold everything, and the report names the two', async () => {
    await using world = await startUnevenWorld();
    const folder = await temporaryFolder();
    await world.writeTree(folder);
    const result = await runCip(['promote', '--thin-manifest-dir', folder, '--confirm', '--format', 'json']);
    expect(result.code).toBe(1);
    const wanted = [...world.images].map(([name, { descriptor }]) => `prod/${name}@${descriptor.digest},v1`);
    for (const registry of world.healthy) expect(registry.digestSet().sort()).toEqual(wanted.sort());
    const complaints = complaintsOf(result);
    const hosts = complaints.map(({ destination }) => destination.slice(0, destination.indexOf('/')));
    expect(new Set(hosts)).toEqual(new Set([world.dead, world.silent.host]));
    expect(complaints).toHaveLength(2 * world.images.size);
    expectWaits(result, world);
  });

  it('compare tells what the others hold', async () => {
    await using world = await startUnevenWorld();
    world.seedHealthy();
    const others = world.hosts.map((host) => `${host}/prod`).join(',');
    const result = await runCip(['compare', `${world.staging.host}/staging`, others]);
    expect(result.code).toBe(1);
    expect(result.stdout).toContain(world.dead);
    expect(result.stdout).toContain(world.silent.host);
    expectWaits(result, world);
  });
});
