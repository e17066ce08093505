import { startUnevenWorld, TemporaryFolders } from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import { runAuditor } from './start-auditor.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

// The run is ended as a failure after 20 seconds.
it('one region of ten is dead and one is silent: the sweep ends, and names the two', async () => {
  await using world = await startUnevenWorld();
  world.seedHealthy();
  const folder = await folders.create();
  await world.writeTree(folder);
  const result = await runAuditor(['sweep', '--manifests', folder, '--format', 'json', '--grace', '0']);
  expect(result.code).toBe(1);
  const { items } = JSON.parse(result.stdout) as { items: { kind: string; repository: string }[] };
  const hosts = items.map(({ repository }) => repository.split('/', 1).join(''));
  expect(new Set(hosts)).toEqual(new Set([world.dead, world.silent.host]));
  expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['unreachable']));
  for (const host of [world.dead, world.silent.host])
    expect(result.stderr).toContain(`waiting for ${host}: `);
});
