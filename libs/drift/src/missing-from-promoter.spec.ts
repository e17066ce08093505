import { createPublicKey } from 'node:crypto';
import { type Promises, promisesOf } from '@cip/audit';
import type { AttachedConfiguration, SigningConfiguration } from '@cip/configuration';
import { parseThinTree } from '@cip/manifest';
import { type Descriptor, referrersTag } from '@cip/oci';
import { predicateTypes } from '@cip/provenance';
import { createRegistry } from '@cip/registry';
import type { Trust } from '@cip/signing';
import {
  buildBundle,
  buildImage,
  buildLegacy,
  buildMultiPlatform,
  createSigningKey,
  signaturePayload,
  startRegistry,
  statementOf,
  type TestRegistry,
  treeFiles,
} from '@cip/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Surplus } from './missing-from-promoter.js';
import { sweep, type SweepOptions } from './sweep.js';

const [tagged, untagged] = [buildImage('tagged'), buildImage('untagged')];
const platforms = buildMultiPlatform('platforms', { layers: 1 });
const key = createSigningKey();
const stranger = createSigningKey();
const own = { kind: 'key', file: 'cosign.key', publicKeyFile: 'cosign.pub' } as const;
const signing: SigningConfiguration = {
  signer: own,
  summarySigner: own,
  signatures: 'legacy',
  records: true,
  summaries: false,
  promoter: { uri: 'https://promoter.example', levels: [] },
};
const trust: Trust = {
  root: () => expect.fail('no certificate is to be verified'),
  keys: [
    { name: 'cosign.pub', key: createPublicKey(key.publicKey) },
    { name: 'friend.pub', key: createPublicKey(stranger.publicKey) },
  ],
};

let production: TestRegistry;
let staging: TestRegistry;
let promises: Promises;

async function start(google: boolean): Promise<void> {
  [staging, production] = await Promise.all([startRegistry(), startRegistry({ google })]);
  const images = [
    [tagged, ['v1']],
    [platforms, ['v2']],
    [untagged, []],
  ] as const;
  for (const [image, tags] of images) {
    staging.seed('staging/app', image, [...tags]);
    production.seed('prod/app', image, [...tags]);
  }
  const wanted = Object.fromEntries(images.map(([{ descriptor }, tags]) => [descriptor.digest, [...tags]]));
  const files = treeFiles({
    project: {
      source: `${staging.host}/staging`,
      destinations: [`${production.host}/prod`],
      images: { app: wanted },
    },
  });
  const tree = parseThinTree(Object.entries(files).map(([path, text]) => ({ path, shownAs: path, text })));
  promises = promisesOf(tree);
}

afterEach(async () => {
  await Promise.all([staging.close(), production.close()]);
});

const names = new Map<string, string>([
  [tagged.descriptor.digest, 'tagged'],
  [untagged.descriptor.digest, 'untagged'],
  [platforms.descriptor.digest, 'platforms'],
  ...platforms.children.map(({ descriptor }, i) => [descriptor.digest, `platforms/${i}`] as const),
]);

/** `kind image`, sorted, and what is there more than once. */
async function swept(options: Partial<SweepOptions> = {}): Promise<{ told: string[]; surplus: Surplus[] }> {
  const registry = createRegistry({ requestsPerSecond: 0, retryDeadline: 0 });
  const surplus: Surplus[] = [];
  try {
    const { drift } = await sweep({
      ...{ promises, registry, trust, signing, ...options },
      onSurplus: (one) => surplus.push(one),
    });
    return {
      told: drift.map(({ kind, digest = '', tag }) => `${kind} ${names.get(digest) ?? tag ?? digest}`).sort(),
      surplus,
    };
  } finally {
    await registry.close();
  }
}

function sign({ digest, ...others }: Descriptor, by = key): void {
  const content = signaturePayload({ digest, ...others });
  const signature = buildLegacy('sig', [{ content, signature: by.sign(content) }]);
  production.seed('prod/app', signature, [`${referrersTag(digest)}.sig`]);
}

async function record(subject: Descriptor, by = key): Promise<void> {
  const type = predicateTypes.promotionRecord;
  const bundle = buildBundle(subject, by.attest(statementOf(subject, type)), type);
  const client = createRegistry({ rights: 'write-once' });
  production.seed('prod/app', bundle);
  await client.repository(`${production.host}/prod/app`).pushManifest(bundle);
  await client.close();
}

async function signAll(): Promise<void> {
  for (const { descriptor } of [tagged, platforms, ...platforms.children]) sign(descriptor);
  for (const { descriptor } of [tagged, platforms, untagged]) await record(descriptor);
}

describe.each([true, false])('with the Google extension: %s', (google) => {
  beforeEach(() => start(google));

  it('finds nothing where all is signed', async () => {
    await signAll();
    expect(await swept({ deep: true })).toEqual({ told: [], surplus: [] });
    expect((await swept()).told).toEqual([]);
  });

  it('reports all that the promoter has not made', async () => {
    expect((await swept({ deep: true })).told).toEqual([
      'missing-record platforms',
      'missing-record tagged',
      'missing-record untagged',
      'missing-signature platforms',
      ...platforms.children.map((_, i) => `missing-signature platforms/${i}`),
      'missing-signature tagged',
    ]);
  });

  it('without --deep reports what the listing shows, and sends no request more', async () => {
    sign(tagged.descriptor);
    await swept({ signing: { ...signing, signatures: 'bundle', records: false } });
    const before = production.requests.length;
    expect((await swept({ signing: { ...signing, signatures: 'bundle', records: false } })).told).toEqual([]);
    const plain = production.requests.length - before;
    expect((await swept()).told).toEqual(['missing-signature platforms']);
    expect(production.requests.length - before).toBe(2 * plain);
  });

  it('what somebody else made does not count, trusted or not', async () => {
    await signAll();
    await record(tagged.descriptor, stranger);
    const summaries = { ...signing, summaries: true };
    expect((await swept({ deep: true, signing: summaries })).told).toEqual([
      'missing-summary platforms',
      ...platforms.children.map((_, i) => `missing-summary platforms/${i}`),
      'missing-summary tagged',
      'missing-summary untagged',
    ]);
    const theirs = { ...own, publicKeyFile: 'friend.pub' };
    const { told } = await swept({
      deep: true,
      signing: { ...signing, signer: theirs, summarySigner: theirs },
    });
    expect(told).toContain('missing-record untagged');
    expect(told).not.toContain('missing-record tagged');
    expect(told).toContain('missing-signature tagged');
  });

  it('notes what two runs have made', async () => {
    await signAll();
    await record(tagged.descriptor);
    const { told, surplus } = await swept({ deep: true });
    expect(told).toEqual([]);
    expect(surplus).toMatchObject([{ digest: tagged.descriptor.digest, kind: 'record' }]);
    expect(surplus[0]?.artifacts).toHaveLength(2);
  });

  it.each<[string, NonNullable<AttachedConfiguration['keep']>, number]>([
    ['in the canonical destination', 'canonical', 1],
    ['in every destination', 'all', 1],
    ['nowhere', 'none', 0],
  ])('looks where signatures are kept: %s', async (_, keep, expected) => {
    const attached: AttachedConfiguration = {
      keep,
      ...(keep === 'canonical' && { canonical: `${production.host}/prod` }),
      subprojects: new Map(),
    };
    const { told } = await swept({ deep: true, attached });
    expect(told.filter((line) => line === 'missing-record untagged')).toHaveLength(expected);
  });

  it('says what cannot be read', async () => {
    await signAll();
    production.fault({ action: 'status', status: 500, match: { kind: 'blob', times: Infinity } });
    const { told } = await swept({ deep: true });
    expect(told).toContain('unreachable untagged');
    expect(told.filter((line) => line.startsWith('missing'))).toEqual([]);
  });
});
