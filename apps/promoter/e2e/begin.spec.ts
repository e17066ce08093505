import { buildImage, startRegistry, writeTree } from '@cip/testing';
import { expect, it } from 'vitest';
import { startCip, temporaryFolder } from './run-cip.js';

it('a registry is filled while another one is still being read', async () => {
  const [staging, us, eu] = await Promise.all([startRegistry(), startRegistry(), startRegistry()]);
  const app = buildImage('app');
  staging.seed('foo/app', app);
  const folder = await temporaryFolder();
  const destinations = [`${us.host}/prod`, `${eu.host}/prod`];
  const images = { app: { [app.descriptor.digest]: ['v1'] } };
  await writeTree(folder, { foo: { source: `${staging.host}/foo`, destinations, images } });
  const gate = eu.gate({ kind: 'tags' });
  const running = startCip(['promote', '--thin-manifest-dir', folder, '--confirm'], { cwd: folder });
  await gate.arrived;
  const wanted = [`prod/app@${app.descriptor.digest},v1`];
  await expect.poll(() => us.digestSet(), { timeout: 15_000 }).toEqual(wanted);
  expect(eu.digestSet()).toEqual([]);
  gate.open();
  expect(await running.finished).toMatchObject({ code: 0 });
  expect(eu.digestSet()).toEqual(wanted);
  await Promise.all([staging, us, eu].map((server) => server.close()));
});
