import { attachedTags, digestOf, referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildReferrersIndex,
  buildSignature,
  createSigningKey,
  type Image,
  noRealRegistry,
  pushImage,
  realRegistry,
  startDockerRegistry,
  startRegistry,
  statementOf,
  type TestRegistry,
} from '@cip/testing';
import { describe, expect, it } from 'vitest';
import { reportOf, temporaryFolder } from './run-cip-backup.js';
import type { Layout } from './world.js';

const app = buildImage('app');
const other = buildImage('other');
const { digest } = app.descriptor;
const predicateType = 'https://slsa.dev/provenance/v1';
const bundle = buildBundle(
  app.descriptor,
  createSigningKey().attest(statementOf(app.descriptor, predicateType)),
  predicateType,
);
const sbom = buildArtifact('sbom', { subject: app.descriptor });
const sbomOfOther = buildArtifact('sbom of other', { subject: other.descriptor });
const tagged = [
  buildSignature(app.descriptor),
  buildSignature(app.descriptor, 2),
  buildArtifact('old sbom'),
] as const;

const hour = '2023/09/01/12';
const forms = { api: {}, google: { google: true }, tag: { referrers: false } } as const;
type Form = keyof typeof forms;

function seedProduction(registry: TestRegistry, form: Form): void {
  const referrers = [bundle, sbom];
  registry.seed('prod/app', app, ['v1']);
  for (const [i, tag] of attachedTags(digest).entries()) registry.seed('prod/app', tagged[i]!, [tag]);
  for (const referrer of referrers) registry.seed('prod/app', referrer);
  if (form === 'tag') registry.seed('prod/app', buildReferrersIndex(referrers), [referrersTag(digest)]);
}

/** What somebody finds attached to an image, by whatever the registry offers. */
async function attachedIn(
  repository: string,
  subject: Image,
): Promise<{ referrers: string[]; tags: (string | undefined)[] }> {
  const client = createRegistry();
  try {
    const source = client.repository(repository);
    const referrers = await source.referrers(subject.descriptor.digest);
    const tags = attachedTags(subject.descriptor.digest).map((tag) => source.resolve(tag));
    return {
      referrers: referrers.map((one) => one.digest).sort(),
      tags: (await Promise.all(tags)).map((one) => one?.digest),
    };
  } finally {
    await client.close();
  }
}

const digestsOf = (...all: readonly Image[]): string[] => all.map(({ bytes }) => digestOf(bytes)).sort();
const everything = { referrers: digestsOf(bundle, sbom), tags: tagged.map(({ bytes }) => digestOf(bytes)) };

/** Backs production up, verifies the snapshot, and restores it. */
async function backUpAndRestore(from: string, to: string, layout: Layout, store: string): Promise<void> {
  const backup = layout === 'oci' ? `oci:${await temporaryFolder()}/backup` : `${store}/backup`;
  await reportOf(['run', '--from', from, '--to', backup, '--layout', layout, '--hour', hour]);
  const { items } = await reportOf(['verify', hour, '--backup', backup, '--level', 'blobs']);
  expect(items).toEqual([]);
  await reportOf(['restore', hour, '--backup', backup, '--to', to, '--confirm']);
}

const layouts: readonly Layout[] = ['tree', 'incremental', 'oci'];
const cases = layouts.flatMap((layout) =>
  (['api', 'google', 'tag'] as const).flatMap((from) =>
    (['api', 'tag'] as const).map((to) => [layout, from, to] as const),
  ),
);

describe.each(cases)(
  'layout %s, referrers by %s, restored to a registry with referrers by %s',
  (layout, from, to) => {
    it('brings back all that is attached', async () => {
      await using production = await startRegistry(forms[from]);
      await using store = await startRegistry(forms[to]);
      await using empty = await startRegistry(forms[to]);
      seedProduction(production, from);
      await backUpAndRestore(`${production.host}/prod`, `${empty.host}/prod`, layout, store.host);
      expect(await attachedIn(`${empty.host}/prod/app`, app)).toEqual(everything);
    });
  },
);

it('a list under a tag hides no referrer of another image, or of another repository', async () => {
  await using production = await startRegistry();
  await using empty = await startRegistry({ referrers: false });
  seedProduction(production, 'api');
  production.seed('prod/app', buildReferrersIndex([bundle, sbom]), [referrersTag(digest)]);
  for (const repository of ['prod/app', 'prod/other']) {
    production.seed(repository, other, ['other']);
    production.seed(repository, sbomOfOther);
  }
  await backUpAndRestore(`${production.host}/prod`, `${empty.host}/prod`, 'oci', '');
  expect(await attachedIn(`${empty.host}/prod/app`, app)).toEqual(everything);
  for (const repository of ['app', 'other']) {
    const attached = await attachedIn(`${empty.host}/prod/${repository}`, other);
    expect(attached.referrers).toEqual(digestsOf(sbomOfOther));
  }
});

it.each(['referrer', 'signature'] as const)('a backup that lost a %s does not verify', async (what) => {
  await using production = await startRegistry();
  await using store = await startRegistry();
  seedProduction(production, 'api');
  const [backup, from] = [`${store.host}/backup`, `${production.host}/prod`];
  await reportOf(['run', '--from', from, '--to', backup, '--layout', 'tree', '--hour', hour]);
  const lost = (what === 'referrer' ? sbom : tagged[0]).descriptor.digest;
  store.deleteManifest(`backup/${hour}/app`, lost);
  const { items } = await reportOf(['verify', hour, '--backup', backup], 1);
  expect([...new Set(items.map((item) => item.digest))]).toEqual([lost]);
});

it('a registry that is not ours', async (context) => {
  await using real = await realRegistry();
  if (!real) return context.skip(noRealRegistry);
  await using target = await startDockerRegistry();
  const path = `attached-${process.pid}`;
  await pushImage(real.host, `${path}/app`, app, ['v1']);
  for (const [i, tag] of attachedTags(digest).entries())
    await pushImage(real.host, `${path}/app`, tagged[i]!, [tag]);
  await pushImage(real.host, `${path}/app`, buildReferrersIndex([bundle, sbom]), [referrersTag(digest)]);
  await backUpAndRestore(`${real.host}/${path}`, `${target.host}/prod`, 'incremental', target.host);
  expect(await attachedIn(`${target.host}/prod/app`, app)).toEqual(everything);
});
