import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Digest, digestOf, referrersTag } from '@cip/oci';
import {
  buildBundle,
  buildImage,
  buildLegacy,
  cosign2,
  cosign3,
  type GoProgram,
  goProgram,
  type Image,
  noDockerRegistry,
  noGoProgram,
  pullImage,
  pushImage,
  registriesYaml,
  type RealRegistry,
  runGoProgram,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  statementOf,
  TemporaryFolders,
  type TestSigstore,
  writeTree,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCip } from './run-cip.js';

interface Report {
  readonly items: readonly { readonly artifacts: readonly Artifact[] }[];
}

interface Artifact {
  readonly place: string;
  readonly predicateType?: string;
  readonly result: string;
  readonly signedBy: readonly string[];
}

const types = {
  signature: 'https://sigstore.dev/cosign/sign/v1',
  build: 'https://slsa.dev/provenance/v1',
  sbom: 'https://spdx.dev/Document',
};
const predicates = {
  slsaprovenance1: {
    buildDefinition: {
      buildType: 'https://builder.example/type',
      externalParameters: {},
      resolvedDependencies: [{ uri: 'git+https://github.com/org/app@refs/heads/main' }],
    },
    runDetails: { builder: { id: 'https://builder.example/app' } },
  },
  spdxjson: { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', name: 'app', packages: [] },
};
const policy = `provenance:
  mode: require
  signers: ["sigstore::https://accounts.google.com::builder@project.example"]
  builders: [{id: https://builder.example/app, level: 1}]
  sources: [github.com/org/app]
`;

/** How each version attaches, and whether its attestations go along without `unverified: carry`. */
const versions = [
  {
    name: 'cosign2',
    program: cosign2,
    signing: [],
    suffixes: ['.sig', '.att'],
    places: [`sig -`, `att ${types.build}`, `att ${types.sbom}`],
    unverified: 'carry',
  },
  {
    name: 'cosign3',
    program: cosign3,
    signing: ['--use-signing-config=false'],
    suffixes: [''],
    places: [types.signature, types.build, types.sbom].map((type) => `referrer ${type}`),
    unverified: 'refuse',
  },
];

const image = buildImage('image');
const { descriptor } = image;
const attached = referrersTag(descriptor.digest);
const builder = { issuer: 'https://accounts.google.com', identity: 'builder@project.example' };
const folders = new TemporaryFolders();
let folder: string;
let sigstore: TestSigstore;
let registries: readonly RealRegistry[] = [];
let staging: string;
let production: string;

beforeAll(async () => {
  folder = await folders.create();
  sigstore = await startSigstore();
  await writeFile(file('trusted_root.json'), sigstore.trustedRoot);
  if ((await noDockerRegistry()) !== undefined) return;
  registries = await Promise.all([startDockerRegistry(), startDockerRegistry()]);
  [staging = '', production = ''] = registries.map(({ host }) => host);
  for (const [type, predicate] of Object.entries(predicates)) {
    await writeFile(file(`${type}.json`), JSON.stringify(predicate));
  }
});
afterAll(async () => {
  await Promise.all(registries.map((registry) => registry.close()));
  await sigstore[Symbol.asyncDispose]();
  await folders.remove();
});

describe.each(versions)('$name', ({ name, program, signing, suffixes, places, unverified }) => {
  let missing: string | undefined;

  beforeAll(async () => {
    missing = await whyNot(program);
    if (missing !== undefined) return;
    for (const key of ['first', 'second']) {
      await cosign(program, 'generate-key-pair', '--output-key-prefix', file(`${name}-${key}`));
    }
    const reference = await stage(name);
    const how = ['--key', file(`${name}-first.key`), '--tlog-upload=false', ...signing];
    await cosign(program, 'sign', ...how, reference);
    for (const type of Object.keys(predicates)) {
      const predicate = ['--type', type, '--predicate', file(`${type}.json`)];
      await cosign(program, 'attest', ...how, ...predicate, reference);
    }
  });
  beforeEach(({ skip }) => {
    if (missing !== undefined) skip(missing);
  });

  const verifies = (
    key: 'first' | 'second',
    command: string,
    destination: string,
    ...more: string[]
  ): Promise<void> => {
    // Without a trust root, cosign 2 fetches the public one even to verify with a key.
    const root = ['--insecure-ignore-tlog', '--trusted-root', file('trusted_root.json')];
    const how = ['--key', file(`${name}-${key}.pub`), ...root, ...more];
    return cosign(program, command, ...how, `${production}/${destination}/app@${descriptor.digest}`);
  };

  it('what it signs and attests with a key is verified with that key, and with no other', async () => {
    const lines = (what: string): string[] => places.map((place) => `${place} ${what}`).sort();
    const key = `${name}-first.pub`;
    expect(await carriedBy(staging, name, key)).toEqual(lines(`verified the key ${key}`));
    expect(await carriedBy(staging, name, `${name}-second.pub`)).toEqual(lines('unverifiable'));
  });

  it('nothing that it signed is verified once its payload is another one', async () => {
    await using rogue = await startRegistry();
    rogue.seed('rogue/app', image);
    for (const suffix of suffixes) {
      const tags = suffix === '' ? [] : [`${attached}${suffix}`];
      for (const one of await altered(name, suffix)) rogue.seed('rogue/app', one, tags);
    }
    const lines = await carriedBy(rogue.host, 'rogue', `${name}-first.pub`);
    expect(lines).toEqual(places.map((place) => `${place} unverifiable`).sort());
  });

  it('it verifies in production what was carried there', async () => {
    const keys = [`${name}-first.pub`];
    await promote(name, `${name}-trusted`, { keys });
    await verifies('first', 'verify', `${name}-trusted`);
    await expect(verifies('second', 'verify', `${name}-trusted`)).rejects.toThrow(/signature/);
    await promote(name, `${name}-all`, { keys, unverified });
    for (const type of Object.keys(predicates)) {
      await verifies('first', 'verify-attestation', `${name}-all`, '--type', type);
    }
  });
});

describe('a certificate', () => {
  it('what a Sigstore signed verifies in production by its trust root, and for its signer alone', async ({
    skip,
  }) => {
    const missing = await whyNot(cosign3);
    if (missing !== undefined) return skip(missing);
    await stage('keyless');
    const statement = statementOf(descriptor, types.build, predicates.slsaprovenance1);
    await attach('keyless', [
      buildBundle(descriptor, await sigstore.attest(builder, statement), types.build),
    ]);
    await promote('keyless', 'keyless', { policy });
    const verifies = (identity: string): Promise<void> =>
      cosign(
        cosign3,
        'verify-attestation',
        ...['--trusted-root', file('trusted_root.json'), '--type', 'slsaprovenance1'],
        ...['--certificate-identity', identity, '--certificate-oidc-issuer', builder.issuer],
        `${production}/keyless/app@${descriptor.digest}`,
      );
    await verifies(builder.identity);
    await expect(verifies('stranger@project.example')).rejects.toThrow(/identit/);
  });
});

function file(name: string): string {
  return path.join(folder, name);
}

async function whyNot(program: GoProgram): Promise<string | undefined> {
  if ((await goProgram(program)) === undefined) return noGoProgram(program);
  return noDockerRegistry();
}

async function cosign(program: GoProgram, command: string, ...args: string[]): Promise<void> {
  const isLocal =
    command === 'generate-key-pair' ? [] : ['--allow-insecure-registry', '--allow-http-registry'];
  const variables = { COSIGN_PASSWORD: '', COSIGN_YES: 'true', HOME: folder };
  await runGoProgram(program, [command, ...isLocal, ...args], variables);
}

/** Pushes the image to staging. Gives its reference. */
async function stage(repository: string): Promise<string> {
  await pushImage(staging, `${repository}/app`, image, ['v1']);
  return `${staging}/${repository}/app@${descriptor.digest}`;
}

/** Pushes referrers to staging, and the list that a registry without the referrers API has of them. */
async function attach(repository: string, referrers: readonly Image[]): Promise<void> {
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  const manifests = referrers.map((one) => one.descriptor);
  const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType, manifests }));
  const list = { mediaType, digest: digestOf(bytes), size: bytes.byteLength };
  const index = { descriptor: list, bytes, blobs: new Map(), children: referrers };
  await pushImage(staging, `${repository}/app`, index, [attached]);
}

/** What `cip verify` says that the image carries, a line each, with one key trusted. */
async function carriedBy(host: string, repository: string, key: string): Promise<string[]> {
  const asked = `${host}/${repository}/app@${descriptor.digest}`;
  const args = ['verify', '--format', 'json', '--trust-root', 'trusted_root.json', '--key', key, asked];
  const { stdout, stderr } = await runCip(args, { cwd: folder });
  const artifacts = stdout === '' ? expect.fail(stderr) : (JSON.parse(stdout) as Report).items[0]?.artifacts;
  return (artifacts ?? [])
    .map(({ place, predicateType = '-', result, signedBy }) =>
      [place, predicateType, result, ...signedBy].join(' '),
    )
    .sort();
}

interface Settings {
  /** Trusted public keys. */
  readonly keys?: readonly string[];
  readonly unverified?: string;
  /** The `provenance` section of the manifest. */
  readonly policy?: string;
}

/** Promotes the image of a staging repository to a folder of production. */
async function promote(source: string, destination: string, settings: Settings): Promise<void> {
  const { keys = [], unverified = 'refuse', policy: section = '' } = settings;
  const subproject = {
    source: `${staging}/${source}`,
    destinations: [`${production}/${destination}`],
    images: { app: { [descriptor.digest]: ['v1'] } },
  };
  const trust = { root: 'trusted_root.json', keys };
  await writeTree(
    folder,
    { app: subproject },
    {
      'manifests/app/promoter-manifest.yaml': `${registriesYaml(subproject)}${section}`,
      '.cip.yaml': JSON.stringify({ attached: { keep: 'all', unverified }, trust }),
    },
  );
  const { code, stdout, stderr } = await runCip(['promote', '.', '--confirm'], { cwd: folder });
  expect(code, stdout + stderr).toBe(0);
}

/** What staging has under a tag beside the image, with other payloads under the same signatures. */
async function altered(repository: string, suffix: string): Promise<Image[]> {
  const found = await pullImage(staging, `${repository}/app`, `${attached}${suffix}`);
  switch (suffix) {
    case '.sig':
      return [
        buildLegacy(
          'sig',
          layersOf(found).map(({ text, signature }) => ({ content: `${text}\n`, signature })),
        ),
      ];
    case '.att':
      return [
        buildLegacy(
          'att',
          layersOf(found).map(({ text }) => ({ content: alteredEnvelope(JSON.parse(text)) })),
        ),
      ];
    default:
      return found.children.flatMap(layersOf).map(({ text }) => {
        const { dsseEnvelope, ...bundle } = JSON.parse(text) as { readonly dsseEnvelope: unknown };
        const changed = { ...bundle, dsseEnvelope: JSON.parse(alteredEnvelope(dsseEnvelope)) as unknown };
        return buildBundle(descriptor, changed, 'https://example.com/altered');
      });
  }
}

/** The payload still means the same, so that only its signature can tell. */
function alteredEnvelope(envelope: unknown): string {
  const { payload, ...rest } = envelope as { readonly payload: string };
  const text = `${Buffer.from(payload, 'base64').toString()}\n`;
  return JSON.stringify({ ...rest, payload: Buffer.from(text).toString('base64') });
}

interface Layer {
  readonly digest: Digest;
  readonly annotations?: Readonly<Record<string, string>>;
}

function layersOf({ bytes, blobs }: Image): { readonly text: string; readonly signature: string }[] {
  const { layers } = JSON.parse(Buffer.from(bytes).toString()) as { readonly layers: readonly Layer[] };
  return layers.map(({ digest, annotations }) => ({
    text: Buffer.from(blobs.get(digest) ?? []).toString(),
    signature: annotations?.['dev.cosignproject.cosign/signature'] ?? '',
  }));
}
