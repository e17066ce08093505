import { attachedTags, referrersTag } from '@cip/oci';
import { createRegistry, type ReadOnlyRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildImage,
  buildMultiPlatform,
  buildReferrersIndex,
  buildSignature,
  type Image,
  startRegistry,
  type TestRegistry,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrefixComparison } from './prefix-comparison.js';

const app = buildImage('app');
const { digest } = app.descriptor;
const sbom = buildArtifact('sbom', { subject: app.descriptor });
const provenance = buildArtifact('provenance', { subject: app.descriptor });
const signature = buildSignature(app.descriptor);
const [sigTag = ''] = attachedTags(digest);
const listTag = referrersTag(digest);

/** How a registry lists referrers. */
type Form = 'api' | 'google' | 'tag' | 'google-tag';

const options = {
  api: {},
  google: { google: true },
  tag: { referrers: false },
  'google-tag': { google: true, referrers: false },
} as const;

let client: ReadOnlyRegistry;
const open: TestRegistry[] = [];

beforeEach(() => {
  client = createRegistry({ requestsPerSecond: 0, retryDeadline: 300 });
});
afterEach(async () => {
  await Promise.all([client.close(), ...open.splice(0).map((registry) => registry.close())]);
});

/** A registry with the image, its signature, and referrers in the form of the registry. */
async function registryWith(form: Form, ...referrers: readonly Image[]): Promise<TestRegistry> {
  const registry = await startRegistry(options[form]);
  open.push(registry);
  registry.seed('prod/app', app, ['v1']);
  registry.seed('prod/app', signature, [sigTag]);
  for (const referrer of referrers) registry.seed('prod/app', referrer);
  if (form.endsWith('tag')) registry.seed('prod/app', buildReferrersIndex(referrers), [listTag]);
  return registry;
}

async function differencesOf(old: TestRegistry, fresh: TestRegistry): Promise<string[]> {
  const comparison = new PrefixComparison(client, `${old.host}/prod`, [`${fresh.host}/prod`]);
  await comparison.run();
  return comparison.differences
    .map(({ kind, digest: of, tag, reason }) =>
      [kind, tag ?? nameOf(of), ...(reason === undefined ? [] : [reason])].join(' '),
    )
    .sort();
}

function nameOf(of: string): string {
  const names = { app, sbom, provenance, signature };
  return Object.entries(names).find(([, { descriptor }]) => descriptor.digest === of)?.[0] ?? of;
}

const forms = ['api', 'google', 'tag', 'google-tag'] as const;
const pairs = forms.flatMap((from) => forms.map((to) => [from, to] as const));

describe.each(pairs)('referrers by %s compared with %s', (from, to) => {
  it('the same ones, in whatever form and order, are no difference', async () => {
    const old = await registryWith(from, sbom, provenance);
    expect(await differencesOf(old, await registryWith(to, provenance, sbom))).toEqual([]);
  });

  it('more than the old ones are no difference', async () => {
    const old = await registryWith(from, sbom);
    expect(await differencesOf(old, await registryWith(to, provenance, sbom))).toEqual([]);
  });

  it('one that is missing is told, and nothing else', async () => {
    const old = await registryWith(from, sbom, provenance);
    expect(await differencesOf(old, await registryWith(to, sbom))).toEqual(['missing-digest provenance']);
  });

  it('a signature that is missing is told, as a digest and as a tag', async () => {
    const old = await registryWith(from, sbom);
    const fresh = await registryWith(to, sbom);
    fresh.deleteManifest('prod/app', signature.descriptor.digest);
    expect(await differencesOf(old, fresh)).toEqual(['missing-digest signature', `missing-tag ${sigTag}`]);
  });
});

describe.each(['api', 'tag'] as const)(
  'referrers by %s, of which the new registry has one that it does not list',
  (from) => {
    it('are told: nobody finds it there', async () => {
      const old = await registryWith(from, sbom, provenance);
      const fresh = await registryWith('tag', sbom);
      fresh.seed('prod/app', provenance);
      expect(await differencesOf(old, fresh)).toEqual([
        "incomplete provenance it is there, and not in the list of its subject's referrers",
      ]);
    });
  },
);

it('one that the old registry does not list itself need not be listed in the new one', async () => {
  const old = await registryWith('tag', sbom);
  old.seed('prod/app', provenance, ['provenance']);
  const fresh = await registryWith('tag', sbom);
  fresh.seed('prod/app', provenance, ['provenance']);
  expect(await differencesOf(old, fresh)).toEqual([]);
});

it('an index of images that has the tag of a list is compared as an image', async () => {
  const platforms = buildMultiPlatform('platforms', { layers: 1 });
  const old = await registryWith('api');
  old.seed('prod/app', platforms, [listTag]);
  const fresh = await registryWith('api');
  for (const child of platforms.children) fresh.seed('prod/app', child);
  expect(await differencesOf(old, fresh)).toEqual([
    `missing-digest ${platforms.descriptor.digest}`,
    `missing-tag ${listTag}`,
  ]);
});

it('a list that cannot be read in the new registry is unreachable, not equal', async () => {
  const old = await registryWith('tag', sbom);
  const fresh = await registryWith('api', sbom);
  fresh.fault({ match: { kind: 'referrers', times: Infinity }, action: 'status', status: 500 });
  const [first] = await differencesOf(old, fresh);
  expect(first).toMatch(/^unreachable .*500/);
});
