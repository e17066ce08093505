import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Digest, parseJsonObject, referrersTag } from '@cip/oci';
import {
  buildImage,
  deadHost,
  startRegistry,
  startSigstore,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, expect, it } from 'vitest';
import type { CipResult } from './run-cip.js';
import {
  closeWorlds,
  createWorld,
  identity,
  reportOf,
  type SigningWorld,
  type WorldSettings,
} from './signing-world.js';

afterAll(closeWorlds);

const auth = { user: 'release', password: 'open sesame of the registry' };
/** More than are signed at a time, so that some are signed and some are not when a fault comes midway. */
const promoted = Array.from({ length: 20 }, (_, i) => buildImage(`image ${i}`, { layers: 1, layerSize: 16 }));
const wanted = Object.fromEntries(promoted.map(({ descriptor }, i) => [descriptor.digest, [`v${i}`]]));
const repositories = ['us/app', 'eu/app'] as const;

interface Scene extends AsyncDisposable {
  readonly registry: TestRegistry;
  readonly sigstore: TestSigstore;
  readonly world: SigningWorld;
  /** A world like {@link world}, whose project is configured differently. */
  configured(signing: WorldSettings['signing']): Promise<SigningWorld>;
}

/** Images in both regions of a registry that wants a password. */
async function startScene(signer: WorldSettings['signer'] = 'keyless'): Promise<Scene> {
  const registry = await startRegistry({ auth: { kind: 'basic', ...auth } });
  const sigstore = await startSigstore();
  for (const repository of repositories) {
    for (const [i, image] of promoted.entries()) registry.seed(repository, image, [`v${i}`]);
  }
  const destinations = ['us', 'eu'].map((region) => `${registry.host}/${region}`);
  const configuration = { attached: { keep: 'all' } };
  const configured: Scene['configured'] = (signing = {}) =>
    createWorld(destinations, { signer, sigstore, configuration, wanted, auth, signing });
  return {
    registry,
    sigstore,
    world: await configured({}),
    configured,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([registry.close(), sigstore[Symbol.asyncDispose]()]);
    },
  };
}

const flags = [
  ...['--confirm', '--use-credentials', '--stats'],
  ...['--retry-deadline', '500ms', '--rps-per-host', '0'],
];

/** What is attached to an image in a repository: the kinds, with the digests of the artifacts. */
function attachedTo(registry: TestRegistry, repository: string, image: Digest): string[] {
  const { manifests = {}, tags = {} } = registry.snapshot()[repository] ?? {};
  const signature = tags[`${referrersTag(image)}.sig`];
  const records = Object.keys(manifests).filter((digest) => {
    const subject = parseJsonObject(registry.manifest(repository, digest)?.bytes ?? new Uint8Array())?.[
      'subject'
    ];
    return (subject as { digest?: string } | undefined)?.digest === image;
  });
  return [...records.map((digest) => `record ${digest}`), ...(signature ? [`signature ${signature}`] : [])];
}

/** All that is attached in a repository: image → artifacts. */
function allAttached(registry: TestRegistry, repository: string): ReadonlyMap<Digest, string[]> {
  return new Map(
    promoted.map(({ descriptor: { digest } }) => [digest, attachedTo(registry, repository, digest)]),
  );
}

const complete = [expect.stringMatching(/^record /), expect.stringMatching(/^signature /)];

/** Reads from the registry that whatever the report calls signed is so in all regions. */
function expectHonest({ registry }: Scene, result: CipResult): void {
  for (const { state, digest } of reportOf(result).items) {
    if (state !== 'signed' && state !== 'existing') continue;
    for (const repository of repositories) {
      expect(attachedTo(registry, repository, digest as Digest), digest).toEqual(complete);
    }
  }
}

/** Another run signs what is left, and keeps what is there. */
async function expectRecovery(scene: Scene, world = scene.world): Promise<CipResult> {
  const { registry } = scene;
  const before = allAttached(registry, repositories[0]);
  const next = await world.sign(...flags);
  expect(next, next.stderr).toMatchObject({ code: 0 });
  const [there, copied] = repositories.map((repository) => allAttached(registry, repository));
  for (const [digest, artifacts] of there ?? []) {
    expect(artifacts, digest).toEqual(complete);
    expect(artifacts).toEqual(expect.arrayContaining(before.get(digest) ?? []));
  }
  expect(copied).toEqual(there);
  return next;
}

function expectNoSecret({ secrets }: SigningWorld, ...results: CipResult[]): void {
  for (const { stdout, stderr } of results) {
    expect(stderr, 'the statistics are there').toContain(' requests');
    for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  }
}

const forLong = <T>(fault: T): T[] => Array<T>(500).fill(fault);

it.each([
  {
    situation: 'Fulcio wants a longer wait than the deadline',
    service: 'certificates',
    fault: { status: 429, headers: { 'retry-after': '300' } },
    reason: /Fulcio issued no certificate: .*429.* run again later/s,
  },
  {
    situation: 'Fulcio refuses the token',
    service: 'certificates',
    fault: { status: 401, body: '{"code":16,"message":"token expired"}' },
    reason: /Fulcio issued no certificate: .*401.* check which accounts Fulcio accepts/s,
  },
] as const)(
  '$situation: nothing is signed, and the next run signs all',
  async ({ service, fault, reason }) => {
    await using scene = await startScene();
    const { world, sigstore, registry } = scene;
    sigstore.fail(service, ...forLong(fault));
    const first = await world.sign(...flags);
    expect(first).toMatchObject({ code: 1 });
    const { items, summary } = reportOf(first);
    expect(summary).toMatchObject({ signed: 0, made: 0 });
    const failed = items.filter(({ state }) => state === 'failed');
    expect(failed).not.toEqual([]);
    for (const one of failed) expect(one.reason).toMatch(reason);
    for (const repository of repositories) {
      expect([...allAttached(registry, repository).values()].flat()).toEqual([]);
    }
    sigstore.mend(service);
    expectNoSecret(world, first, await expectRecovery(scene));
  },
);

it.each([
  { name: 'fulcio', reason: /Fulcio issued no certificate: .*(try|run again) later/s },
  { name: 'rekor', reason: /Rekor logged no entry: .*(try|run again) later/s },
])('$name cannot be reached: nothing is signed, and the next run signs all', async ({ name, reason }) => {
  await using scene = await startScene();
  const misled = await scene.configured({ [name]: `http://${await deadHost()}` });
  const first = await misled.sign(...flags);
  expect(first).toMatchObject({ code: 1 });
  const { items, summary } = reportOf(first);
  expect(summary).toMatchObject({ signed: 0, made: 0 });
  for (const one of items.filter(({ state }) => state === 'failed')) expect(one.reason).toMatch(reason);
  expectNoSecret(misled, first, await expectRecovery(scene));
});

it('waits as long as Fulcio wants, and signs', async () => {
  await using scene = await startScene();
  scene.sigstore.fail('certificates', { status: 429, headers: { 'retry-after': '1' } });
  const result = await expectRecovery(scene);
  expect(scene.sigstore.counts.certificates).toBe(2);
  expectNoSecret(scene.world, result);
});

/** What goes wrong while the first artifacts are being pushed, and how it is put right. */
interface Midway {
  readonly situation: string;
  readonly signing?: (scene: Scene) => WorldSettings['signing'];
  readonly signer: 'key' | 'keyless';
  readonly goesWrong: (scene: Scene, world: SigningWorld) => void | Promise<void>;
  readonly isPutRight: (scene: Scene, world: SigningWorld) => void | Promise<void>;
  readonly reason: RegExp;
}

const expired = 1_700_000_000;
const minutes = 60_000;

function writeToken({ folder }: SigningWorld, text: string): void {
  writeFileSync(path.join(folder, 'token'), text);
}

const rekorFails: Pick<Midway, 'goesWrong' | 'isPutRight' | 'reason'> = {
  goesWrong: ({ sigstore }) => {
    sigstore.fail('entries', ...forLong({ status: 503 }));
  },
  isPutRight: ({ sigstore }) => {
    sigstore.mend('entries');
  },
  reason: /Rekor logged no entry: .*(try|run again) later/s,
};

const midway: readonly Midway[] = [
  { situation: 'Rekor fails a keyless run', signer: 'keyless', ...rekorFails },
  {
    situation: 'Rekor fails a run with a key',
    signer: 'key',
    signing: ({ sigstore }) => ({ rekor: sigstore.url }),
    ...rekorFails,
  },
  {
    situation: 'the certificate ends, and the token has expired',
    signer: 'keyless',
    goesWrong: async ({ sigstore }, world) => {
      writeToken(world, sigstore.token({ ...identity, claims: { exp: expired } }));
      await sigstore.logAt(new Date(Date.now() + 11 * minutes));
    },
    isPutRight: async ({ sigstore }, world) => {
      writeToken(world, sigstore.token(identity));
      await sigstore.logAt();
    },
    reason: /the identity token expired at 2023-11-14T22:13:20\.000Z.*have it renewed, and run again/s,
  },
];

it.each(midway)(
  'midway, $situation: the report says what is signed, and the next run signs the rest',
  async ({ signer, signing, goesWrong, isPutRight, reason }) => {
    await using scene = await startScene(signer);
    const world = await scene.configured(signing?.(scene));
    const gate = scene.registry.gate({ kind: 'manifest', method: 'PUT' });
    const running = world.start('sign', ...flags);
    await gate.arrived;
    await goesWrong(scene, world);
    gate.open();
    const first = await running.finished;
    expect(first).toMatchObject({ code: 1 });
    const failed = reportOf(first).items.filter(({ state }) => state === 'failed');
    expect(failed).not.toEqual([]);
    for (const one of failed) expect(one.reason).toMatch(reason);
    expect([...allAttached(scene.registry, repositories[0]).values()].flat()).not.toEqual([]);
    expectHonest(scene, first);
    await isPutRight(scene, world);
    expectNoSecret(world, first, await expectRecovery(scene, world));
  },
);
