import { digestOf, manifestAccept, referrersTag } from '@cip/oci';
import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildLegacy,
  type Image,
  noDockerRegistry,
  pushImage,
  signaturePayload,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  statementOf,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { builder, key, policy, provenance, writeProject } from './attached-project.js';
import { runCip } from './run-cip.js';

interface Report {
  readonly summary: Record<string, number>;
  readonly leftBehind?: readonly { readonly digest: string; readonly tag?: string; readonly why: string }[];
}

const image = buildImage('image');
const { descriptor } = image;
const sigTag = `${referrersTag(descriptor.digest)}.sig`;
const types = {
  build: 'https://slsa.dev/provenance/v1',
  summary: 'https://slsa.dev/verification_summary/v1',
};

let sigstore: TestSigstore;
let artifacts: Record<
  'accepted' | 'stranger' | 'keyed' | 'summary' | 'sbom' | 'rogue' | 'runnable' | 'signature',
  Image
>;
const open: AsyncDisposable[] = [];

beforeAll(async () => {
  sigstore = await startSigstore();
  const bundle = async (who: typeof builder, type: string): Promise<Image> => {
    const signed = await sigstore.attest(who, statementOf(descriptor, type, provenance));
    return buildBundle(descriptor, signed, type);
  };
  const keyed = (type: string): Image =>
    buildBundle(descriptor, key.attest(statementOf(descriptor, type)), type);
  const payload = signaturePayload(descriptor);
  artifacts = {
    accepted: await bundle(builder, types.build),
    stranger: await bundle({ ...builder, identity: 'stranger@project.example' }, types.build),
    keyed: keyed('https://spdx.dev/Document'),
    summary: keyed(types.summary),
    sbom: buildArtifact('sbom', { subject: descriptor }),
    rogue: buildImage('rogue', { subject: descriptor }),
    runnable: buildImage('runnable'),
    signature: buildLegacy('sig', [{ content: payload, signature: key.sign(payload) }]),
  };
});

afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});
afterAll(() => sigstore[Symbol.asyncDispose]());

interface Hosts {
  readonly staging: string;
  readonly production: readonly string[];
}

/** A tree with one image, promoted from staging to production with its policy. */
function projectOf(hosts: Hosts, configuration: string): Promise<string> {
  const images = { app: { [descriptor.digest]: 'v1' } };
  return writeProject({ ...hosts, configuration, policy, images }, sigstore);
}

async function promote(folder: string, ...flags: string[]): Promise<{ code: number; report: Report }> {
  const { code, stdout } = await runCip(['promote', '.', '--confirm', '--format', 'json', ...flags], {
    cwd: folder,
  });
  return { code, report: JSON.parse(stdout) as Report };
}

const digestsOf = (...names: (keyof typeof artifacts)[]): string[] =>
  names.map((name) => digestOf(artifacts[name].bytes)).sort();

describe('on a registry with the referrers API', () => {
  async function world(regions: number): Promise<Hosts & { held: (index: number) => string[] }> {
    const staging = await startRegistry();
    const production = await Promise.all(Array.from({ length: regions }, () => startRegistry()));
    open.push(staging, ...production);
    const { runnable, signature, ...referrers } = artifacts;
    staging.seed('foo/app', image, ['v1']);
    for (const one of Object.values(referrers)) staging.seed('foo/app', one);
    staging.seed('foo/app', signature, [sigTag]);
    return {
      staging: staging.host,
      production: production.map(({ host }) => host),
      /** What is there beside the image. */
      held: (index) =>
        Object.keys(production[index]?.snapshot()['prod/app']?.manifests ?? {})
          .filter((digest) => digest !== descriptor.digest)
          .sort(),
    };
  }

  it('what a policy accepts and what a trusted key signed goes to all regions, and nothing else', async () => {
    const { held, ...hosts } = await world(2);
    const { code, report } = await promote(await projectOf(hosts, 'attached: {keep: all}\n'));
    expect(code).toBe(0);
    for (const index of [0, 1]) expect(held(index)).toEqual(digestsOf('accepted', 'keyed', 'signature'));
    expect(report.leftBehind?.map(({ digest }) => digest).sort()).toEqual(
      digestsOf('stranger', 'summary', 'sbom', 'rogue'),
    );
    const whys = report.leftBehind?.map(({ why }) => why).join('\n');
    expect(whys).toMatch(/is an image that can be run/);
    expect(whys).toMatch(/is not signed/);
    expect(whys).toMatch(/is signed by nobody whom a policy or the configuration trusts/);
    expect(whys).toMatch(/is what a promoter says of its own promotions/);
  });

  it('it goes to the canonical destination alone where the project keeps it there', async () => {
    const { held, ...hosts } = await world(2);
    const keep = `attached: {keep: canonical, canonical: "${hosts.production[1] ?? ''}/prod"}\n`;
    expect((await promote(await projectOf(hosts, keep))).code).toBe(0);
    expect(held(0)).toEqual([]);
    expect(held(1)).toEqual(digestsOf('accepted', 'keyed', 'signature'));
  });

  it('who says so carries what nobody verified, but never an image that can be run', async () => {
    const { held, ...hosts } = await world(1);
    const folder = await projectOf(hosts, 'attached: {keep: all, unverified: carry}\n');
    const { report } = await promote(folder);
    expect(held(0)).toEqual(digestsOf('accepted', 'keyed', 'signature', 'stranger', 'summary', 'sbom'));
    expect(report.leftBehind).toMatchObject([{ why: 'is an image that can be run' }]);
  });

  it('--attached brings what is trusted, and nothing goes along without being asked for', async () => {
    const { held, ...hosts } = await world(1);
    const folder = await projectOf(hosts, '');
    expect((await promote(folder)).report.leftBehind).toBeUndefined();
    expect(held(0)).toEqual([]);
    const again = await world(1);
    const asked = await promote(await projectOf(again, ''), '--attached');
    expect(asked.code).toBe(0);
    expect(again.held(0)).toEqual(digestsOf('accepted', 'keyed', 'signature'));
  });
});

describe('on docker-registry, which has no referrers API', () => {
  it('a rogue referrer and an image under .sig stay behind, and both are told', async (ctx) => {
    const missing = await noDockerRegistry();
    if (missing !== undefined) ctx.skip(missing);
    const [staging, production] = await Promise.all([startDockerRegistry(), startDockerRegistry()]);
    open.push(staging, production);
    const push = (one: Image, tag?: string): Promise<unknown> =>
      pushImage(staging.host, 'foo/app', one, tag === undefined ? [] : [tag]);
    await push(image, 'v1');
    const index = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [artifacts.accepted, artifacts.rogue].map((one) => one.descriptor),
    };
    for (const one of [artifacts.accepted, artifacts.rogue]) await push(one);
    const bytes = new TextEncoder().encode(JSON.stringify(index));
    await push(
      {
        descriptor: { mediaType: index.mediaType, digest: digestOf(bytes), size: bytes.byteLength },
        bytes,
        blobs: new Map(),
        children: [],
      },
      referrersTag(descriptor.digest),
    );
    await push(artifacts.runnable, sigTag);
    const hosts = { staging: staging.host, production: [production.host] };
    const { code, report } = await promote(
      await projectOf(hosts, 'attached: {keep: all, unverified: carry}\n'),
    );
    expect(code).toBe(0);
    expect(report.leftBehind?.map(({ digest, tag, why }) => [digest, tag, why]).sort()).toEqual(
      [
        [digestOf(artifacts.rogue.bytes), undefined, 'is an image that can be run'],
        [digestOf(artifacts.runnable.bytes), sigTag, 'does not hold what its name says'],
      ].sort(),
    );
    const statusOf = async (reference: string): Promise<number> => {
      const url = `http://${production.host}/v2/prod/app/manifests/${reference}`;
      return (await fetch(url, { method: 'HEAD', headers: { accept: manifestAccept } })).status;
    };
    expect(await statusOf(digestOf(artifacts.accepted.bytes))).toBe(200);
    expect(await statusOf(digestOf(artifacts.rogue.bytes))).toBe(404);
    expect(await statusOf(sigTag)).toBe(404);
  });
});
