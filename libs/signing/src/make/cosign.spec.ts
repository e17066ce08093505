import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readBlob, type WriteOnceTarget } from '@cip/oci';
import {
  createRegistry,
  createServiceClient,
  type ServiceClient,
  type WriteOnceRegistry,
} from '@cip/registry';
import {
  cosign2,
  cosign3,
  createSigningKey,
  distribution3,
  type GoProgram,
  goProgram,
  noDockerRegistry,
  noGoProgram,
  pushImage,
  type RealRegistry,
  runGoProgram,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  TemporaryFolders,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partsOf } from '../parts-of.js';
import { attachBundles, attachSignature, image, statements, time } from './attach-all.fixture.js';
import { bundleArtifact } from './bundle-artifact.js';
import { cosignKey } from './cosign-key.fixture.js';
import { createSigner, type Signer } from './create-signer.js';

const { digest } = image.descriptor;
const identity = { issuer: 'https://accounts.google.com', subject: 'promoter@project.example' };
const { signature: statement, record, summary } = statements;
const { predicateType } = statement;

const folders = new TemporaryFolders();
let folder: string;
let sigstore: TestSigstore;
let services: ServiceClient;
let client: WriteOnceRegistry;
let test: TestRegistry;
let docker: RealRegistry | undefined;
let newer: RealRegistry | undefined;

beforeAll(async () => {
  [folder, sigstore, test] = await Promise.all([folders.create(), startSigstore(), startRegistry()]);
  services = createServiceClient();
  client = createRegistry({ rights: 'write-once' });
  if ((await noDockerRegistry()) === undefined) docker = await startDockerRegistry();
  const program = await goProgram(distribution3);
  if (program !== undefined) newer = await startDockerRegistry({ program });
  await writeFile(file('cosign.key'), cosignKey.encrypted);
  await writeFile(file('cosign.pub'), cosignKey.publicKey);
  await writeFile(file('other.pub'), createSigningKey().publicKey);
  await writeFile(file('trusted_root.json'), sigstore.trustedRoot);
});
afterAll(async () => {
  await Promise.all([services.close(), client.close()]);
  await Promise.all([
    test.close(),
    docker?.close(),
    newer?.close(),
    sigstore[Symbol.asyncDispose](),
    folders.remove(),
  ]);
});

function file(name: string): string {
  return path.join(folder, name);
}

function signerOf(kind: 'key' | 'keyless'): Signer {
  const { url } = sigstore;
  const token = (): Promise<string> =>
    Promise.resolve(sigstore.token({ issuer: identity.issuer, identity: identity.subject }));
  return createSigner(
    kind === 'key'
      ? { kind, file: file('cosign.key') }
      : { kind, token: { provider: 'github' }, identity, fulcio: url, rekor: url },
    { client: services, environment: { COSIGN_PASSWORD: cosignKey.password }, token },
  );
}

let repositories = 0;

/** A new repository that holds the image. */
async function repository(host: string): Promise<{ reference: string; target: WriteOnceTarget }> {
  const name = `production/app-${(repositories += 1)}`;
  await pushImage(host, name, image, ['v1']);
  return { reference: `${host}/${name}@${digest}`, target: client.repository(`${host}/${name}`) };
}

/** What cosign is told to trust: a key or an identity, or `other`. */
const trusts = {
  key: (key = 'cosign.pub') => ['--key', file(key), '--insecure-ignore-tlog'],
  keyless: (subject = identity.subject) => [
    ...['--certificate-identity', subject],
    ...['--certificate-oidc-issuer', identity.issuer],
  ],
};
const others = { key: 'other.pub', keyless: 'other@project.example' };

async function cosign(program: GoProgram, command: string, ...args: string[]): Promise<void> {
  const insecure = ['--allow-insecure-registry', '--allow-http-registry'];
  await runGoProgram(program, [command, ...insecure, ...args], variables());
}

function variables(): Record<string, string> {
  return { COSIGN_PASSWORD: cosignKey.password, COSIGN_YES: 'true', HOME: folder };
}

const programs = [
  { name: 'cosign 2', program: cosign2, bundles: ['--new-bundle-format'] },
  { name: 'cosign 3', program: cosign3, bundles: [] },
];
const hosts = [
  { host: 'a registry with referrers', address: () => test.host, missing: () => Promise.resolve(undefined) },
  { host: 'docker-registry', address: () => docker?.host, missing: noDockerRegistry },
  { host: 'distribution 3', address: () => newer?.host, missing: () => whyNot(distribution3) },
];
const kinds = ['key', 'keyless'] as const;
const rows = programs.flatMap((each) =>
  hosts.flatMap((registry) => kinds.map((kind) => ({ ...each, ...registry, kind }))),
);

describe.each(rows)(
  '$name, on $host, by $kind',
  ({ program, bundles, address, missing: noRegistry, kind }) => {
    const root = (): string[] => ['--trusted-root', file('trusted_root.json')];

    it('verifies the signature under .sig', async ({ skip }) => {
      const missing = (await whyNot(program)) ?? (await noRegistry());
      if (missing !== undefined) return skip(missing);
      const { reference, target } = await repository(address() ?? '');
      await attachSignature(target, signerOf(kind));
      await cosign(program, 'verify', ...root(), ...trusts[kind](), reference);
      const mistaken = cosign(program, 'verify', ...root(), ...trusts[kind](others[kind]), reference);
      await expect(mistaken).rejects.toThrow(/no (matching|signatures)|none of the/);
    });

    it('verifies signature, record and summary in bundles', async ({ skip }) => {
      const missing = (await whyNot(program)) ?? (await noRegistry());
      if (missing !== undefined) return skip(missing);
      const { reference, target } = await repository(address() ?? '');
      await attachBundles(target, signerOf(kind));
      const how = [...bundles, ...root(), ...trusts[kind]()];
      await cosign(program, 'verify', ...how, reference);
      const mistaken = [...bundles, ...root(), ...trusts[kind](others[kind])];
      await expect(cosign(program, 'verify', ...mistaken, reference)).rejects.toThrow();
      for (const { predicateType: type } of [record, summary]) {
        await cosign(program, 'verify-attestation', ...how, '--type', type, reference);
      }
    });
  },
);

describe.each([
  ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ['ECDSA on P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' })],
])('a key of %s', (name, newKeys) => {
  it.for(programs)('is verified by $name', async ({ program, bundles }, { skip }) => {
    const missing = await whyNot(program);
    if (missing !== undefined) return skip(missing);
    const { privateKey, publicKey } = newKeys();
    await writeFile(file(`${name}.key`), privateKey.export({ format: 'pem', type: 'pkcs8' }));
    await writeFile(file(`${name}.pub`), publicKey.export({ format: 'pem', type: 'spki' }));
    const settings = { kind: 'key', file: file(`${name}.key`) } as const;
    const signer = createSigner(settings, { client: services, environment: {} });
    const { reference, target } = await repository(test.host);
    await attachBundles(target, signer);
    const root = ['--trusted-root', file('trusted_root.json')];
    await cosign(program, 'verify', ...bundles, ...root, ...trusts.key(`${name}.pub`), reference);
  });
});

it('a referrer has the form of one that cosign 3 attaches', async ({ skip }) => {
  const missing = await whyNot(cosign3);
  if (missing !== undefined) return skip(missing);
  const { reference, target } = await repository(test.host);
  const offline = ['--tlog-upload=false', '--use-signing-config=false'];
  await cosign(cosign3, 'sign', '--key', file('cosign.key'), ...offline, reference);
  const [theirs] = await target.referrers(digest);
  const manifest = await target.fetchManifest(theirs?.digest ?? '');
  const [layer] = manifest ? partsOf(manifest).layers : [];
  if (!manifest || !layer) expect.fail('cosign attached no bundle');
  const bundle = await signerOf('key').attest(statement);
  const ours = bundleArtifact({ subject: image.descriptor, bundle, predicateType, created: time });
  expect(withoutSignature(ours.manifest.bytes)).toEqual(withoutSignature(manifest.bytes));
  expect(withoutSignature(bundle)).toEqual(withoutSignature(await readBlob(target, layer)));
});

/** A manifest or bundle without what differs from one signature to the next. */
function withoutSignature(bytes: Uint8Array): unknown {
  const different = new Set(['payload', 'signatures', 'org.opencontainers.image.created']);
  return JSON.parse(text(bytes), (key, value: unknown) => {
    if (different.has(key)) return undefined;
    if (key === 'layers') return (value as object[]).map((layer) => ({ ...layer, digest: '', size: 0 }));
    // Cosign repeats the artifact type there, where OCI 1.1 has none.
    if (key === 'config') return { ...(value as object), artifactType: undefined };
    return value;
  });
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}

async function whyNot(program: GoProgram): Promise<string | undefined> {
  return (await goProgram(program)) === undefined ? noGoProgram(program) : undefined;
}
