import { referrersTag } from '@cip/oci';
import { buildArtifact, buildImage, startRegistry, type TestRegistry, writeTree } from '@cip/testing';
import { expect, it } from 'vitest';
import { runCip, startCip, temporaryFolder } from './run-cip.js';

const image = buildImage('subject');
const artifacts = Array.from({ length: 4 }, (_, i) =>
  buildArtifact('artifact', { subject: image.descriptor, annotations: { number: `${i}` } }),
);
/** The soak target kills at every request. */
const every = process.env['CIP_SOAK_KILLS'] === undefined ? 6 : 1;

/** An image and artifacts with it as their subject, for a registry that has no referrers API. */
async function startScene(): Promise<{ staging: TestRegistry; us: TestRegistry; args: string[] }> {
  const [staging, us] = await Promise.all([startRegistry(), startRegistry({ referrers: false })]);
  for (const one of [image, ...artifacts]) staging.seed('foo/app', one);
  const folder = await temporaryFolder();
  const digests = artifacts.map(({ descriptor }): [string, string[]] => [descriptor.digest, []]);
  const images = { app: { [image.descriptor.digest]: ['v1'], ...Object.fromEntries(digests) } };
  await writeTree(folder, {
    foo: { source: `${staging.host}/foo`, destinations: [`${us.host}/prod`], images },
  });
  return { staging, us, args: ['promote', '--thin-manifest-dir', folder, '--confirm'] };
}

function listedIn(us: TestRegistry): string[] {
  const list = us.manifest('prod/app', referrersTag(image.descriptor.digest));
  const { manifests } = JSON.parse(new TextDecoder().decode(list?.bytes)) as {
    manifests: { digest: string }[];
  };
  return manifests.map(({ digest }) => digest).sort();
}

/** Whether the process lived until the request at which it is killed. */
async function recoversFrom(nth: number): Promise<boolean> {
  const { staging, us, args } = await startScene();
  const running = startCip(args);
  let seen = 0;
  for (const registry of [staging, us]) {
    registry.onRequest(() => {
      if (++seen === nth) running.kill('SIGKILL');
    });
  }
  const { signal } = await running.finished;
  await Promise.all([staging, us].map((registry) => registry.idle()));
  expect(await runCip(args), `after request ${nth}`).toMatchObject({ code: 0 });
  expect(listedIn(us), `after request ${nth}`).toEqual(
    artifacts.map(({ descriptor }) => descriptor.digest).sort(),
  );
  await Promise.all([staging, us].map((registry) => registry.close()));
  return signal === 'SIGKILL';
}

it('killed at any request, the next run completes the list of referrers', { timeout: 600_000 }, async () => {
  let kills = 0;
  for (let nth = 1; await recoversFrom(nth); nth += every) kills += 1;
  expect(kills).toBeGreaterThan(20 / every);
});
