import { chmod, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '@cip/testing';
import { expect, it } from 'vitest';
import { startCip, temporaryFolder } from './run-cip.js';
import { promoteArguments, startWorld } from './world.js';

/** A Docker configuration whose credential helper waits for a child that goes on for minutes. */
async function stuckHelper(): Promise<{ env: Record<string, string>; started: () => Promise<string> }> {
  const folder = await temporaryFolder();
  const started = path.join(folder, 'started');
  const helper = path.join(folder, 'docker-credential-stuck');
  await writeFile(helper, `#!/bin/sh\nsleep 300 & echo $! > "${started}"; wait\n`);
  await chmod(helper, 0o755);
  await writeFile(path.join(folder, 'config.json'), JSON.stringify({ credsStore: 'stuck' }));
  const env = { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  return { env, started: () => readFile(started, 'utf8').catch(() => '') };
}

it('a credential helper that hangs does not outlive a signal, nor do its children', async () => {
  await using world = await startWorld({ auth: { user: 'promoter', password: 'secret' } });
  const { env, started } = await stuckHelper();
  // The run is ended as a failure after 20 seconds; the helper may take 30.
  const running = startCip(promoteArguments(world.folder), { env });
  await expect.poll(started, { timeout: 15_000 }).toMatch(/^\d+\n$/);
  running.kill('SIGTERM');
  expect(await running.finished).toMatchObject({ code: 143 });
  const child = Number(await started());
  await expect.poll(() => isAlive(child), { timeout: 10_000 }).toBe(false);
});
