import { type Digest, digestOf } from '@cip/oci';
import {
  buildImage,
  buildLayer,
  buildMultiPlatform,
  dockerRegistryAvailable,
  type Image,
  noRealRegistry,
  noSkopeo,
  pushImage,
  type RealRegistry,
  skopeo,
  startDockerRegistry,
  startRegistry,
  writeTree,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hoursAgo, reportOf, temporaryFolder } from './run-cip-backup.js';

const [app, next, docker] = [
  buildImage('app'),
  buildImage('next'),
  buildImage('docker', { format: 'docker' }),
];
const platforms = buildMultiPlatform('platforms', { layers: 1 });
const untagged = buildImage('untagged');
const [first, second] = [hoursAgo(2), hoursAgo(1)];

/** Repository → tag or digest → image. */
type State = Readonly<Record<string, Readonly<Record<string, Image>>>>;

const before: State = {
  'prod/app': { v1: app, 'v1.0': app, v2: platforms, [untagged.descriptor.digest]: untagged },
  'prod/deep/tool': { t1: docker },
};

let store: RealRegistry | undefined;

beforeAll(async () => {
  if (!(await dockerRegistryAvailable())) {
    if (process.env['CIP_REQUIRE_REAL_REGISTRY'] === '1') throw new Error(noRealRegistry);
    return;
  }
  store = await startDockerRegistry();
});

afterAll(async () => {
  await store?.close();
});

async function push({ host }: RealRegistry, state: State): Promise<void> {
  for (const [repository, references] of Object.entries(state)) {
    for (const [reference, image] of Object.entries(references)) {
      await pushImage(host, repository, image, reference.includes(':') ? [] : [reference]);
    }
  }
}

/** Manifests that promise the image without a tag, which docker-registry lists to nobody. */
async function treeOf({ host }: RealRegistry): Promise<string> {
  const folder = await temporaryFolder();
  const images = { app: { [untagged.descriptor.digest]: [], [app.descriptor.digest]: ['v1'] } };
  await writeTree(folder, { prod: { source: `${host}/staging`, destinations: [`${host}/prod`], images } });
  return folder;
}

/** Moves a tag, deletes a manifest and adds an image. */
async function change({ host }: RealRegistry): Promise<void> {
  await pushImage(host, 'prod/app', next, ['v1']);
  const url = `http://${host}/v2/prod/deep/tool/manifests/${docker.descriptor.digest}`;
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(202);
  await pushImage(host, 'prod/new', docker, ['n1']);
}

/** That a registry holds exactly what it should, by a client that is not ours. */
async function expectState(host: string, prefix: string, state: State): Promise<void> {
  for (const [repository, references] of Object.entries(state)) {
    const name = `${host}/${prefix}${repository.slice('prod'.length)}`;
    for (const [reference, image] of Object.entries(references)) {
      const separator = reference.includes(':') ? '@' : ':';
      const raw = await skopeo(
        'inspect',
        '--raw',
        '--tls-verify=false',
        `docker://${name}${separator}${reference}`,
      );
      expect(Buffer.compare(raw, image.bytes), `${name}${separator}${reference}`).toBe(0);
    }
    const tags = Object.keys(references).filter((reference) => !reference.includes(':'));
    const listed = await skopeo('list-tags', '--tls-verify=false', `docker://${name}`);
    const { Tags } = JSON.parse(Buffer.from(listed).toString()) as { Tags: string[] };
    expect([...Tags].sort()).toEqual([...tags].sort());
  }
}

async function copiesWhole(host: string, repository: string, digest: Digest): Promise<void> {
  const folder = await temporaryFolder();
  await skopeo(
    'copy',
    '--all',
    '--src-tls-verify=false',
    `docker://${host}/${repository}@${digest}`,
    `dir:${folder}`,
  );
}

describe.each(['tree', 'incremental', 'oci'] as const)('on docker-registry, the layout %s', (layout) => {
  it(
    'keeps the first state, byte for byte, whatever became of production',
    { timeout: 120_000 },
    async ({ skip }) => {
      if (!store) return skip(noRealRegistry);
      const withoutSkopeo = await noSkopeo();
      if (withoutSkopeo !== undefined) return skip(withoutSkopeo);
      await using source = await startDockerRegistry();
      await push(source, before);
      const prefix = `${source.host}/prod`;
      const backup = layout === 'oci' ? `oci:${await temporaryFolder()}/backup` : `${store.host}/${layout}`;
      const manifests = ['--thin-manifest-dir', await treeOf(source)];
      const run = ['run', '--from', prefix, '--to', backup, '--layout', layout, ...manifests];
      const taken = await reportOf([...run, '--hour', first]);
      expect(taken.summary).toMatchObject({
        coverage: 1,
        failed: 0,
        missing: 0,
        images: taken.summary['copied'],
      });
      expect(taken.regions).toMatchObject([{ state: 'complete', found: { tags: 3, manifests: 1 } }]);
      await change(source);
      await reportOf([...run, '--hour', second]);
      for (const snapshot of [first, second]) {
        await reportOf(['verify', snapshot, '--backup', backup, '--level', 'blobs']);
        expect(await reportOf(['drill', snapshot, '--backup', backup])).toMatchObject({ items: [] });
      }
      await using empty = await startDockerRegistry();
      const restore = ['restore', first, '--backup', backup, '--to', `${empty.host}/prod`];
      expect((await reportOf(restore)).summary).toMatchObject({
        planned: taken.summary['images'],
        copied: 0,
      });
      await reportOf([...restore, '--confirm']);
      await expectState(empty.host, 'prod', before);
      await copiesWhole(empty.host, 'prod/app', platforms.descriptor.digest);
      const { repositories } = (await (await fetch(`http://${empty.host}/v2/_catalog`)).json()) as {
        repositories: string[];
      };
      expect(repositories).toEqual(Object.keys(before).sort());
      // What is in place is not restored again.
      expect((await reportOf([...restore, '--confirm'])).items).toEqual([]);
    },
  );
});

it.for(['tree', 'incremental'])(
  'an image with a layer of a sha512 digest is in each snapshot, in the layout %s',
  { timeout: 60_000 },
  async (layout, { skip }) => {
    if (!store) return skip(noRealRegistry);
    const layer = buildLayer('long');
    const long = { ...layer, digest: digestOf(layer.bytes, 'sha512') };
    await using production = await startRegistry({ google: true });
    production.seed('prod/long', buildImage('long', { layers: [long] }), ['v1']);
    const backup = `${store.host}/long-${layout}`;
    const run = ['run', '--from', `${production.host}/prod`, '--to', backup, '--layout', layout];
    for (const hour of [first, second]) {
      await reportOf([...run, '--hour', hour, '--confirm-within', '0s']);
      await reportOf(['verify', hour, '--backup', backup, '--level', 'blobs']);
    }
  },
);
