import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { attachedTags, referrersTag } from '@cip/oci';
import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildLegacy,
  buildReferrersIndex,
  createSigningKey,
  noDockerRegistry,
  pushImage,
  signaturePayload,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  statementOf,
  type TestRegistry,
  type TestSigstore,
  writeTree,
} from '@cip/testing';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { runCip, temporaryFolder } from './run-cip.js';

interface Report {
  readonly attached?: readonly {
    readonly destination: string;
    readonly digest: string;
    readonly carries: readonly Readonly<Record<string, unknown>>[];
    readonly reason?: string;
  }[];
  readonly attachedTooMany?: number;
  readonly keeping?: readonly object[];
}

const image = buildImage('image');
const { descriptor } = image;
const { digest } = descriptor;
const [sigTag = ''] = attachedTags(digest);
const key = createSigningKey();
const builder = { issuer: 'https://accounts.google.com', identity: 'builder@project.example' };
const types = { build: 'https://slsa.dev/provenance/v1', sign: 'https://sigstore.dev/cosign/sign/v1' };
const payload = signaturePayload(descriptor);
const signature = buildLegacy('sig', [{ content: payload, signature: key.sign(payload) }]);
const sbom = buildArtifact('sbom', { subject: descriptor, artifactType: 'application/spdx+json' });
const chart = buildArtifact('chart', { subject: descriptor, artifactType: 'application/vnd.example' });

let sigstore: TestSigstore;
beforeAll(async () => {
  sigstore = await startSigstore();
});
afterAll(() => sigstore[Symbol.asyncDispose]());

let us: TestRegistry;
let eu: TestRegistry;
let folder: string;
beforeEach(async () => {
  [us, eu] = [await startRegistry(), await startRegistry()];
  for (const region of [us, eu]) region.seed('prod/web', image, ['v1']);
  folder = await temporaryFolder();
  await writeFile(path.join(folder, 'root.json'), sigstore.trustedRoot);
  await writeFile(path.join(folder, 'cosign.pub'), key.publicKey);
});
afterEach(async () => {
  await Promise.all([us.close(), eu.close(), rm(folder, { recursive: true })]);
});

const trust = 'trust: {root: root.json, keys: [cosign.pub]}\n';

async function status(
  { hosts = [us.host, eu.host], configuration = trust, images = { [digest]: ['v1'] } } = {},
  ...args: string[]
) {
  await writeFile(path.join(folder, '.cip.yaml'), configuration);
  await writeTree(folder, {
    shop: {
      source: `${us.host}/staging`,
      destinations: hosts.map((host) => `${host}/prod`),
      images: { web: images },
    },
  });
  return runCip(['status', 'web', '.', '--rps-per-host', '0', '--retry-deadline', '300ms', ...args], {
    cwd: folder,
  });
}

async function reportOf(given: Parameters<typeof status>[0] = {}): Promise<Report & { code: number }> {
  const { code, stdout } = await status(given, '--format', 'json');
  return { code, ...(JSON.parse(stdout) as Report) };
}

async function attachTo(...regions: readonly TestRegistry[]): Promise<void> {
  const build = await sigstore.attest(builder, statementOf(descriptor, types.build));
  const signed = await sigstore.attest(builder, statementOf(descriptor, types.sign));
  for (const region of regions) {
    region.seed('prod/web', buildBundle(descriptor, build, types.build));
    region.seed('prod/web', buildBundle(descriptor, signed, types.sign));
    region.seed('prod/web', sbom);
    region.seed('prod/web', chart);
    region.seed('prod/web', signature, [sigTag]);
  }
}

const who = `${builder.identity} (${builder.issuer})`;
const everything = [
  { kind: 'signature', count: 1, result: 'verified', signedBy: [who] },
  { kind: 'signature', count: 1, result: 'verified', signedBy: ['the key cosign.pub'] },
  { kind: 'attestation', type: types.build, count: 1, result: 'verified', signedBy: [who] },
  { kind: 'sbom', type: 'application/spdx+json', count: 1, result: 'unsigned', signedBy: [] },
  { kind: 'other', type: 'application/vnd.example', count: 1, result: 'unsigned', signedBy: [] },
];

it('an image that carries nothing costs four requests more in each region', async () => {
  const { code, stdout } = await status();
  expect(code).toBe(0);
  expect(stdout).toContain('\nattached: nothing\n');
  for (const region of [us, eu]) {
    expect(region.count({ kind: 'referrers' })).toBe(1);
    expect(attachedTags(digest).map((reference) => region.count({ reference }))).toEqual([1, 1, 1]);
  }
});

it('what it carries is listed for each region, and verified in one of those that carry the same', async () => {
  await attachTo(us, eu);
  const { code, attached, keeping } = await reportOf();
  expect(code).toBe(0);
  expect(attached?.map(({ destination }) => destination)).toEqual(
    [us, eu].map(({ host }) => `${host}/prod/web`).sort(),
  );
  for (const one of attached ?? []) {
    expect(one).toMatchObject({ digest, carries: expect.arrayContaining(everything) as unknown });
    expect(one.carries).toHaveLength(everything.length);
  }
  expect(keeping).toBeUndefined();
  const blobs = [us, eu].map((region) => region.count({ kind: 'blob' }));
  expect(blobs.sort()).toEqual([0, 3]);
});

it('regions that differ are told apart', async () => {
  await attachTo(us);
  const { stdout } = await status();
  const short = digest.slice(0, 19);
  expect(stdout).toContain(`  ${short} in ${eu.host}/prod/web: nothing\n`);
  expect(stdout).toContain(`  ${short} in ${us.host}/prod/web:\n    1 image signature, signed by `);
  expect(stdout).toContain(`    1 attestation ${types.build}, signed by ${who}\n`);
  expect(stdout).toContain('    1 SBOM application/spdx+json, unsigned\n');
  const page = (await status({}, '--format', 'html')).stdout;
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).toContain(`<h3>${short} in ${eu.host}/prod/web</h3>`);
  expect(page).toContain(`<li>1 attestation ${types.build}, signed by ${who}</li>`);
});

it('the configuration says where they are kept', async () => {
  await attachTo(us);
  const configuration = `${trust}attached: {keep: canonical, canonical: "${us.host}/prod"}\n`;
  const canonical = `${us.host}/prod`;
  expect((await reportOf({ configuration })).keeping).toEqual([
    { subproject: 'shop', keep: 'canonical', canonical },
  ]);
  const { stdout } = await status({ configuration });
  expect(stdout).toContain(`  attached artifacts of shop are kept in ${canonical} only\n`);
});

it('what nobody trusts is not said to be signed by anybody', async () => {
  await attachTo(us);
  const stranger = await startSigstore();
  await writeFile(path.join(folder, 'root.json'), stranger.trustedRoot);
  await stranger[Symbol.asyncDispose]();
  const { attached } = await reportOf({ configuration: 'trust: {root: root.json}\n' });
  const carries = attached?.flatMap((one) => one.carries) ?? [];
  expect(carries.filter(({ kind }) => kind === 'signature')).toMatchObject(
    Array.from({ length: carries.filter(({ kind }) => kind === 'signature').length }, () => {
      return { result: 'unverifiable', signedBy: [] };
    }),
  );
  expect(carries.filter(({ result }) => result === 'verified')).toEqual([]);
});

it('what cannot be read is no "nothing"', async () => {
  eu.fault({ match: { kind: 'referrers', times: Infinity }, action: 'status', status: 500 });
  const { code, attached } = await reportOf();
  expect(code).toBe(0);
  const [inEu, inUs] = [eu, us].map(({ host }) =>
    attached?.find(({ destination }) => destination === `${host}/prod/web`),
  );
  expect(inUs).toEqual({ destination: `${us.host}/prod/web`, digest, carries: [] });
  expect(inEu).toMatchObject({ carries: [], reason: expect.stringContaining('500') as string });
  expect((await status()).stdout).toContain('not everything could be read: ');
});

it('of an image with many digests nothing is looked at, and the report says so', async () => {
  const others = ['a', 'b', 'c', 'd', 'e'].map((name) => buildImage(name));
  for (const region of [us, eu])
    for (const other of others) region.seed('prod/web', other, [other.descriptor.digest.slice(7, 14)]);
  const images = Object.fromEntries(
    [image, ...others].map(({ descriptor: one }) => [
      one.digest,
      [one === descriptor ? 'v1' : one.digest.slice(7, 14)],
    ]),
  );
  const report = await reportOf({ images });
  expect(report).toMatchObject({ code: 0, attachedTooMany: 6 });
  expect(us.count({ kind: 'referrers' })).toBe(0);
  expect((await status({ images })).stdout).toContain(
    'attached: not looked at for all of 6 digests; ask about a tag or a digest to see what it carries\n',
  );
});

it('on docker-registry, which has no referrers API', async (context) => {
  const missing = await noDockerRegistry();
  if (missing !== undefined) context.skip(missing);
  await using registry = await startDockerRegistry();
  const { host } = registry;
  await pushImage(host, 'prod/web', image, ['v1']);
  await pushImage(host, 'prod/web', signature, [sigTag]);
  const signed = await sigstore.attest(builder, statementOf(descriptor, types.sign));
  const referrers = buildReferrersIndex([buildBundle(descriptor, signed, types.sign), sbom]);
  await pushImage(host, 'prod/web', referrers, [referrersTag(digest)]);
  const { attached } = await reportOf({ hosts: [host] });
  expect(attached).toEqual([
    {
      destination: `${host}/prod/web`,
      digest,
      carries: expect.arrayContaining([...everything.slice(0, 2), everything[3]]) as unknown,
    },
  ]);
  expect(attached?.[0]?.carries).toHaveLength(3);
});
