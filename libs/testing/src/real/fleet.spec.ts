import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage } from '../images/build-image.js';
import { pushImage } from '../images/push-image.js';
import { startFleet } from './fleet.js';
import { noFleet } from './fleet-program.js';

const image = buildImage('fleet');
const { digest } = image.descriptor;

describe('an empty fleet', () => {
  it('counts requests and tells what its hosts hold', async (context) => {
    await using fleet = await startFleet({ hosts: 2 });
    if (!fleet) return context.skip(noFleet);
    const [one = '', two = ''] = fleet.hosts;
    await pushImage(one, 'some/image', image, ['v1']);
    expect(await fleet.digestSet(one)).toEqual([`some/image@${digest},v1`]);
    expect(await fleet.digestSet(two)).toEqual([]);
    const { hosts, total } = await fleet.stats();
    expect(hosts[one]?.kinds['manifestPut']).toBe(1);
    expect(total.requests).toBe(hosts[one]?.requests);
    await fleet.resetStats();
    expect((await fleet.stats()).total.requests).toBe(0);
    expect(await fleet.isHealthy()).toBe(true);
  });

  it('refuses writes when told so, and changes its settings', async (context) => {
    await using fleet = await startFleet({ hosts: 1, flags: { plain: true } });
    if (!fleet) return context.skip(noFleet);
    const [host = ''] = fleet.hosts;
    await fleet.denyWrites();
    await expect(pushImage(host, 'some/image', image, ['v1'])).rejects.toThrow();
    await fleet.denyWrites({ on: false });
    await fleet.config({ hosts: [host], 'fault-500': 1 });
    await expect(pushImage(host, 'some/image', image, ['v1'])).rejects.toMatchObject({ status: 500 });
    await fleet.config({ 'fault-500': 0 });
    await pushImage(host, 'some/image', image, ['v1']);
    await expect(fleet.config({ unheard: 1 })).rejects.toThrow(/400/);
  });
});

describe('a fleet with a workload', () => {
  let shape: string;
  beforeAll(async () => {
    shape = await mkdtemp(path.join(tmpdir(), 'fleet-shape-'));
    await writeTree(shape);
  });
  afterAll(() => rm(shape, { recursive: true }));

  it('knows what a complete promotion gives, and leaves nothing behind', async (context) => {
    await using fleet = await startFleet({ workload: { shape, promoted: 0, production: 2 } });
    if (!fleet) return context.skip(noFleet);
    const [staging = '', us = '', eu = ''] = fleet.hosts;
    expect(fleet.workload).toMatchObject({ staging, production: [us, eu] });
    expect(await fleet.digestSet(us)).toEqual([]);
    const [tagged = ''] = (await fleet.digestSet(staging)).filter((line) => line.endsWith(',v1'));
    const [, promised] = tagged.split('@');
    expect(await fleet.expected(us)).toContain(`k8s/images/tool@${promised}`);
    expect(await fleet.expected(eu)).toEqual(await fleet.expected(us));
    await fleet.close();
    await expect(access(fleet.workload?.folder ?? '')).rejects.toThrow();
  });
});

async function writeTree(folder: string): Promise<void> {
  const manifest = `registries:
- name: gcr.io/k8s-staging-one
  src: true
- name: us-docker.pkg.dev/k8s/images
- name: europe-docker.pkg.dev/k8s/images
`;
  const images = `- name: tool\n  dmap:\n    "${digest}": ["v1"]\n`;
  for (const [kind, name, text] of [
    ['manifests', 'promoter-manifest.yaml', manifest],
    ['images', 'images.yaml', images],
  ] as const) {
    await mkdir(path.join(folder, kind, 'one'), { recursive: true });
    await writeFile(path.join(folder, kind, 'one', name), text);
  }
}
