import { referrersTag } from '@cip/oci';
import {
  buildArtifact,
  buildImage,
  type DockerRegistry,
  noDockerRegistry,
  startDockerRegistry,
  startRegistry,
  type TestRegistry,
  writeTree,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { startProxy } from './answer-proxy.js';
import { runCip, startCip, temporaryFolder } from './run-cip.js';

const image = buildImage('subject');
const artifacts = Array.from({ length: 4 }, (_, i) =>
  buildArtifact('artifact', { subject: image.descriptor, annotations: { number: `${i}` } }),
);
/** The soak target kills at every request. */
const every = process.env['CIP_SOAK_KILLS'] === undefined ? 6 : 1;

/** An image and artifacts with it as their subject, for a registry that has no referrers API. */
async function startStaging(): Promise<TestRegistry> {
  const staging = await startRegistry();
  for (const one of [image, ...artifacts]) staging.seed('foo/app', one);
  return staging;
}

/** The arguments of a promotion of all of it to a prefix of a registry. */
async function promotionTo(destination: string, staging: TestRegistry): Promise<string[]> {
  const folder = await temporaryFolder();
  const digests = artifacts.map(({ descriptor }): [string, string[]] => [descriptor.digest, []]);
  const images = { app: { [image.descriptor.digest]: ['v1'], ...Object.fromEntries(digests) } };
  await writeTree(folder, { foo: { source: `${staging.host}/foo`, destinations: [destination], images } });
  return ['promote', '--thin-manifest-dir', folder, '--confirm'];
}

function digestsIn(list: string | Uint8Array | undefined): string[] {
  const text = typeof list === 'string' ? list : new TextDecoder().decode(list);
  const { manifests } = JSON.parse(text) as { manifests: { digest: string }[] };
  return manifests.map(({ digest }) => digest).sort();
}

const all = artifacts.map(({ descriptor }) => descriptor.digest).sort();
const tag = referrersTag(image.descriptor.digest);

describe('killed at any request, the next run completes the list of referrers', () => {
  /** Whether the process lived until the request at which it is killed. */
  async function recoversFrom(nth: number): Promise<boolean> {
    const [staging, us] = [await startStaging(), await startRegistry({ referrers: false })];
    const args = await promotionTo(`${us.host}/prod`, staging);
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
    expect(digestsIn(us.manifest('prod/app', tag)?.bytes), `after request ${nth}`).toEqual(all);
    await Promise.all([staging, us].map((registry) => registry.close()));
    return signal === 'SIGKILL';
  }

  it('on the test registry', { timeout: 600_000 }, async () => {
    let kills = 0;
    for (let nth = 1; await recoversFrom(nth); nth += every) kills += 1;
    expect(kills).toBeGreaterThan(20 / every);
  });

  /** The same, with production in a place of its own for each kill. */
  async function recoversOnReal(
    nth: number,
    registry: DockerRegistry,
    staging: TestRegistry,
  ): Promise<boolean> {
    await using proxy = await startProxy(registry.host);
    const prefix = `prod-${nth}`;
    const args = await promotionTo(`${proxy.host}/${prefix}`, staging);
    const running = startCip(args);
    let answered = 0;
    proxy.onAnswer = () => {
      if (++answered === nth) running.kill('SIGKILL');
    };
    const { signal } = await running.finished;
    proxy.onAnswer = () => undefined;
    expect(await runCip(args), `after answer ${nth}`).toMatchObject({ code: 0 });
    const list = await fetch(`http://${registry.host}/v2/${prefix}/app/manifests/${tag}`, {
      headers: { accept: 'application/vnd.oci.image.index.v1+json' },
    });
    expect(digestsIn(await list.text()), `after answer ${nth}`).toEqual(all);
    return signal === 'SIGKILL';
  }

  it('on docker-registry', { timeout: 600_000 }, async ({ skip }) => {
    const missing = await noDockerRegistry();
    if (missing !== undefined) return skip(missing);
    const registry = await startDockerRegistry();
    await using staging = await startStaging();
    try {
      let kills = 0;
      for (let nth = 1; await recoversOnReal(nth, registry, staging); nth += every) kills += 1;
      expect(kills).toBeGreaterThan(20 / every);
    } finally {
      await registry.close();
    }
  });
});
