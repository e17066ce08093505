import { createPublicKey } from 'node:crypto';
import { type Promises, promisesOf } from '@cip/audit';
import type { AttachedConfiguration } from '@cip/configuration';
import { parseThinTree } from '@cip/manifest';
import { referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildIndex,
  buildLegacy,
  buildSignature,
  createSigningKey,
  type Image,
  signaturePayload,
  startRegistry,
  statementOf,
  type TestRegistry,
  treeFiles,
} from '@cip/testing';
import type { Trust } from '@cip/signing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweep, type SweepOptions } from './sweep.js';

const image = buildImage('image');
const { digest } = image.descriptor;
const list = referrersTag(digest);
const sig = `${list}.sig`;
const key = createSigningKey();
const strange = createSigningKey();
const trust: Trust = {
  root: () => expect.fail('no certificate is to be verified'),
  keys: [{ name: 'release.pub', key: createPublicKey(key.publicKey) }],
};
const all: AttachedConfiguration = { keep: 'all', subprojects: new Map() };
const canonical = (of: string): AttachedConfiguration => ({
  keep: 'canonical',
  canonical: of,
  subprojects: new Map(),
});

let regions: readonly [TestRegistry, TestRegistry];
let staging: TestRegistry;
let promises: Promises;

async function start(google: boolean): Promise<void> {
  staging = await startRegistry();
  regions = [await startRegistry({ google }), await startRegistry({ google })];
  for (const registry of regions) registry.seed('prod/app', image, ['v1']);
  staging.seed('staging/app', image, ['v1']);
  const destinations = regions.map(({ host }) => `${host}/prod`);
  const images = { app: { [digest]: ['v1'] } };
  const files = treeFiles({ project: { source: `${staging.host}/staging`, destinations, images } });
  const tree = parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
  promises = promisesOf(tree);
}

afterEach(async () => {
  await Promise.all([staging, ...regions].map((registry) => registry.close()));
});

/** `kind region what`, and the explanations. */
async function swept(options: Partial<SweepOptions>): Promise<{ told: string[]; why: string[] }> {
  const registry = createRegistry({ requestsPerSecond: 0, retryDeadline: 0 });
  try {
    const { drift } = await sweep({ promises, registry, ...options });
    const regionOf = (repository: string) =>
      regions.findIndex(({ host }) => repository.startsWith(`${host}/`));
    return {
      told: drift.map((one) => `${one.kind} ${regionOf(one.repository)} ${one.tag ?? one.digest}`).sort(),
      why: drift.map(({ explanation }) => explanation),
    };
  } finally {
    await registry.close();
  }
}

const payload = signaturePayload(image.descriptor);
/** Each key signs once: no two signatures are the same. */
const layers = new Map<typeof key, { readonly content: Uint8Array; readonly signature: string }>();
const layerBy = (one: typeof key) => {
  const layer = layers.get(one) ?? { content: payload, signature: one.sign(payload) };
  layers.set(one, layer);
  return layer;
};
const signedBy = (...keys: readonly (typeof key)[]): Image => buildLegacy('sig', keys.map(layerBy));
const type = 'https://spdx.dev/Document';
const bundleBy = (by: typeof key): Image =>
  buildBundle(image.descriptor, by.attest(statementOf(image.descriptor, type)), type);

describe.each([true, false])('with the Google extension: %s', (google) => {
  beforeEach(() => start(google));

  /** A referrer, in a list where the registry has no other way to show it. */
  function attach(registry: TestRegistry, ...referrers: readonly Image[]): void {
    for (const one of referrers) registry.seed('prod/app', one);
    if (!google) registry.seed('prod/app', buildIndex(referrers), [list]);
  }

  describe('what only production has attached', () => {
    it.each([
      ['a signature by a trusted key', key, []],
      ['a signature by another key', strange, [`foreign-signature 0 ${sig}`]],
    ])('%s', async (_, by, expected) => {
      regions[0].seed('prod/app', signedBy(by), [sig]);
      expect((await swept({ deep: true, trust })).told).toEqual(expected);
    });

    it.each([
      ['a bundle by a trusted key', key, false],
      ['a bundle by another key', strange, true],
    ])('%s', async (_, by, isUnknown) => {
      attach(regions[0], bundleBy(by));
      const { told, why } = await swept({ deep: true, trust });
      const what = google ? bundleBy(by).descriptor.digest : list;
      expect(told).toHaveLength(isUnknown ? 1 : 0);
      if (!isUnknown) return;
      expect(told[0]).toContain(google ? 'unknown-attachment 0 sha256:' : `unknown-attachment 0 ${what}`);
      expect(why[0]).toMatch(/not in the source; it was not signed with any of the trusted keys/);
    });

    it('a second signature beside that of the source', async () => {
      staging.seed('staging/app', signedBy(strange), [sig]);
      regions[0].seed('prod/app', signedBy(strange, key), [sig]);
      regions[1].seed('prod/app', signedBy(strange, createSigningKey()), [sig]);
      expect((await swept({ deep: true, trust })).told).toEqual([`foreign-signature 1 ${sig}`]);
    });

    it('is not vouched for by another region', async () => {
      for (const registry of regions) registry.seed('prod/app', signedBy(strange), [sig]);
      expect((await swept({ deep: true })).told).toEqual([
        `unknown-attachment 0 ${sig}`,
        `unknown-attachment 1 ${sig}`,
      ]);
    });

    it.each<[string, Partial<SweepOptions>, number]>([
      ['counts where nobody is trusted', {}, 0],
      ['counts where unsigned artifacts are carried', { attached: { ...all, unverified: 'carry' } }, 0],
      ['does not count otherwise', { attached: { subprojects: new Map() } }, 1],
    ])('while the source has let the image go: %s', async (_, { attached }, expected) => {
      staging.deleteManifest('staging/app', digest);
      for (const registry of regions) registry.seed('prod/app', signedBy(strange), [sig]);
      const { told } = await swept({ deep: true, ...(attached && { attached, trust }) });
      expect(told).toHaveLength(2 * expected);
    });

    it('cannot be judged while it cannot be read', async () => {
      regions[0].seed('prod/app', signedBy(key), [sig]);
      regions[0].fault({ action: 'status', status: 500, match: { kind: 'blob', times: 99 } });
      expect((await swept({ deep: true, trust })).told).toEqual([`unreachable 0 ${sig}`]);
    });

    it('is read once for all regions, and so is the source', async () => {
      for (const registry of regions) registry.seed('prod/app', signedBy(key), [sig]);
      expect((await swept({ deep: true, trust, repositoriesPerHost: 1 })).told).toEqual([]);
      const blobs = regions.map((registry) => registry.count({ kind: 'blob' }));
      expect(blobs[0]! + blobs[1]!).toBeLessThanOrEqual(2);
      expect(staging.count({ kind: 'manifest', reference: sig })).toBe(1);
    });

    it('is not looked at without --deep', async () => {
      regions[0].seed('prod/app', signedBy(strange), [sig]);
      expect((await swept({ trust })).told).toEqual([]);
      expect(staging.requests).toEqual([]);
    });
  });

  describe('what the source has and the regions lack', () => {
    const keyed = bundleBy(key);

    beforeEach(() => {
      staging.seed('staging/app', keyed);
      staging.seed('staging/app', signedBy(key), [sig]);
      staging.seed('staging/app', bundleBy(strange));
    });

    it('is missing where it is kept, unless nobody trusted signed it', async () => {
      regions[0].seed('prod/app', signedBy(key), [sig]);
      const { told, why } = await swept({ deep: true, trust, attached: all });
      const bundle = keyed.descriptor.digest;
      expect(told).toEqual(
        [
          `missing-attachment 0 ${bundle}`,
          `missing-attachment 1 ${bundle}`,
          `missing-attachment 1 ${sig}`,
        ].sort(),
      );
      expect(why.join()).toContain(`staging/app has it attached to ${digest.slice(0, 19)}`);
      expect(why.join()).toContain(`(${type}, signed by the key release.pub)`);
    });

    it('is not missing where it is not kept, and not looked for without --deep', async () => {
      const attached = canonical(`${regions[1].host}/prod`);
      const { told } = await swept({ deep: true, trust, attached });
      expect(told.every((line) => line.startsWith('missing-attachment 1'))).toBe(true);
      expect(told).toHaveLength(2);
      expect((await swept({ trust, attached: all })).told).toEqual([]);
    });

    it('is unknown while the source cannot be read', async () => {
      staging.fault({ action: 'status', status: 403, match: { kind: 'referrers', times: Infinity } });
      const attached = canonical(`${regions[1].host}/prod`);
      expect((await swept({ deep: true, trust, attached })).told).toEqual([`unreachable 1 ${digest}`]);
    });
  });

  describe('where all regions are to have the same', () => {
    it('a signature that one of them lacks', async () => {
      regions[0].seed('prod/app', buildSignature(image.descriptor), [sig]);
      const { told, why } = await swept({ attached: all });
      expect(told).toEqual([`missing-attachment 1 ${sig}`]);
      expect(why[0]).toContain(`${regions[0].host}/prod/app has this`);
    });

    it('a signature of which one lacks a layer', async () => {
      regions[0].seed('prod/app', signedBy(key), [sig]);
      regions[1].seed('prod/app', signedBy(key, strange), [sig]);
      expect((await swept({ attached: all })).told).toEqual([`missing-attachment 0 ${sig}`]);
    });

    it('a referrer that one of them lacks', async () => {
      const [one, two] = ['one', 'two'].map((seed) => buildArtifact(seed, { subject: image.descriptor }));
      attach(regions[0], one!, two!);
      attach(regions[1], two!);
      expect((await swept({ attached: all })).told).toEqual([
        `missing-attachment 1 ${one!.descriptor.digest}`,
      ]);
    });

    it('lists in another order are the same', async () => {
      const [one, two] = ['one', 'two'].map((seed) => buildArtifact(seed, { subject: image.descriptor }));
      attach(regions[0], one!, two!);
      attach(regions[1], two!, one!);
      expect((await swept({ attached: all })).told).toEqual([]);
    });

    it('is nothing where they are kept in one of them only', async () => {
      regions[0].seed('prod/app', buildSignature(image.descriptor), [sig]);
      const attached = canonical(`${regions[0].host}/prod`);
      expect((await swept({ attached })).told).toEqual([]);
    });

    it('costs nothing while they are the same', async () => {
      for (const registry of regions) registry.seed('prod/app', buildSignature(image.descriptor), [sig]);
      await swept({});
      const before = regions.map(({ requests }) => requests.length);
      await swept({ attached: all });
      expect(regions.map(({ requests }) => requests.length)).toEqual(before.map((count) => 2 * count));
    });

    it('nothing is missing in a region that cannot be listed', async () => {
      regions[0].seed('prod/app', buildSignature(image.descriptor), [sig]);
      regions[1].fault({ action: 'status', status: 500, match: { kind: 'tags', times: 99 } });
      const { told } = await swept({ attached: all });
      expect(told.filter((line) => !line.startsWith('unreachable 1'))).toEqual([]);
    });
  });
});

it('a registry that lists manifests is held against one that has lists of referrers', async () => {
  await start(true);
  const plain = await startRegistry({ google: false });
  try {
    regions[1].deleteManifest('prod/app', digest);
    const one = buildArtifact('one', { subject: image.descriptor });
    regions[0].seed('prod/app', one);
    plain.seed('prod/app', image, ['v1']);
    const destinations = [`${regions[0].host}/prod`, `${plain.host}/prod`];
    const images = { app: { [digest]: ['v1'] } };
    const files = treeFiles({ project: { source: `${staging.host}/staging`, destinations, images } });
    const tree = parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
    promises = promisesOf(tree);
    expect((await swept({ attached: all })).told).toEqual([`missing-attachment -1 ${one.descriptor.digest}`]);
    plain.seed('prod/app', one);
    plain.seed('prod/app', buildIndex([one]), [list]);
    expect((await swept({ attached: all })).told).toEqual([]);
  } finally {
    await plain.close();
  }
});
