import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { referrersTag, type WriteOnceTarget } from '@cip/oci';
import { madeKinds } from '@cip/provenance';
import { createRegistry, createServiceClient, type ServiceClient } from '@cip/registry';
import {
  buildSignature,
  createSigningKey,
  noDockerRegistry,
  pushImage,
  type RegistryOptions,
  startDockerRegistry,
  startRegistry,
  startSigstore,
  TemporaryFolders,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readTrustedKey, readTrustRoot } from '../index.js';
import { image, signed, statements, time } from './attach-all.fixture.js';
import { cosignKey } from './cosign-key.fixture.js';
import { createSigner, type Signer } from './create-signer.js';
import { findOpen } from './find-open.js';
import type { ToMake } from './made-kinds.js';
import type { OwnSigner } from './own-artifacts.js';
import { signMissing, type SignedDigest } from './sign-missing.js';

const { digest } = image.descriptor;
const sigTag = `${referrersTag(digest)}.sig`;
const what: ToMake = {
  subject: image.descriptor,
  image: signed,
  kinds: madeKinds,
  statements: { record: statements.record, summary: statements.summary },
  created: time,
};

const folders = new TemporaryFolders();
const open: AsyncDisposable[] = [];
let services: ServiceClient;
let sigstore: TestSigstore;
let byKey: Signer;
const own: OwnSigner = {
  trust: {
    root: () => Promise.resolve({ missing: 'nothing is signed with certificates here' }),
    keys: [readTrustedKey(cosignKey.publicKey, 'cosign.pub')],
  },
  isOwn: ({ kind }) => kind === 'key',
};

beforeAll(async () => {
  services = createServiceClient();
  sigstore = await startSigstore();
  const file = path.join(await folders.create(), 'cosign.key');
  await writeFile(file, cosignKey.encrypted);
  const environment = { COSIGN_PASSWORD: cosignKey.password };
  byKey = createSigner({ kind: 'key', file }, { client: services, environment });
});
afterEach(async () => {
  for (const one of open.splice(0)) await one[Symbol.asyncDispose]();
});
afterAll(async () => {
  await Promise.all([services.close(), sigstore[Symbol.asyncDispose](), folders.remove()]);
});

/** A registry that holds the image. */
async function start(
  options: RegistryOptions = {},
): Promise<{ server: TestRegistry; target: () => WriteOnceTarget }> {
  const server = await startRegistry(options);
  const client = createRegistry({ rights: 'write-once', retryDeadline: 500 });
  open.push(server, { [Symbol.asyncDispose]: () => client.close() });
  server.seed('prod/app', image, ['v1']);
  return { server, target: () => client.repository(`${server.host}/prod/app`) };
}

const amounts = ({ byKind }: SignedDigest): Record<string, number> =>
  Object.fromEntries([...byKind].map(([kind, digests]) => [kind, digests.length]));
const oneEach = { signature: 1, 'signature-bundle': 1, record: 1, summary: 1 };

describe.each([
  ['with the referrers API', {}],
  ['without it', { referrers: false }],
])('on a registry %s', (_, options) => {
  it('makes what is missing, and nothing the second time', async () => {
    const { server, target } = await start(options);
    const first = await signMissing(target(), what, { signer: byKey, own });
    expect(first).toMatchObject({ made: madeKinds, existing: [], taken: [] });
    expect(amounts(first)).toEqual(oneEach);
    const writes = server.writes;
    const second = await signMissing(target(), what, { signer: byKey, own });
    expect(second).toMatchObject({ made: [], existing: madeKinds, taken: [] });
    expect(server.writes).toBe(writes);
  });

  it('ends with one of each, whatever request the run before ended with', { timeout: 60_000 }, async () => {
    for (let cut = 1; ; cut++) {
      const { server, target } = await start(options);
      const killed = new AbortController();
      let seen = 0;
      server.onRequest(() => {
        if ((seen += 1) === cut) killed.abort(new Error('killed'));
      });
      await signMissing(target(), what, { signer: byKey, own, signal: killed.signal }).catch(
        (error: unknown) => {
          if (!killed.signal.aborted) throw error;
        },
      );
      await server.idle();
      const before = seen;
      const result = await signMissing(target(), what, { signer: byKey, own });
      expect({ cut, amounts: amounts(result) }).toEqual({ cut, amounts: oneEach });
      if (before < cut) return;
    }
  });

  it('two runs at once both succeed, and each sees what is there twice', async () => {
    const { target } = await start(options);
    const both = await Promise.all([1, 2].map(() => signMissing(target(), what, { signer: byKey, own })));
    for (const result of both) expect(result.taken).toEqual([]);
    const later = await signMissing(target(), what, { signer: byKey, own });
    expect(later.made).toEqual([]);
    expect(amounts(later)).toMatchObject({ signature: 1 });
    for (const amount of Object.values(amounts(later))) expect(amount).toBeLessThanOrEqual(2);
  });
});

it('on docker-registry, makes what is missing, and nothing the second time', async ({ skip }) => {
  const missing = await noDockerRegistry();
  if (missing !== undefined) return skip(missing);
  const registry = await startDockerRegistry();
  const client = createRegistry({ rights: 'write-once' });
  open.push(registry, { [Symbol.asyncDispose]: () => client.close() });
  await pushImage(registry.host, 'prod/app', image, ['v1']);
  const target = client.repository(`${registry.host}/prod/app`);
  const first = await signMissing(target, what, { signer: byKey, own });
  expect(first.made).toEqual(madeKinds);
  const second = await signMissing(target, what, { signer: byKey, own });
  expect(second).toMatchObject({ made: [], existing: madeKinds });
  expect(amounts(second)).toEqual(oneEach);
});

it('a tag with a signature of somebody else stays as it is; the bundle is made all the same', async () => {
  const { server, target } = await start();
  const theirs = buildSignature(image.descriptor);
  server.seed('prod/app', theirs, [sigTag]);
  const result = await signMissing(target(), what, { signer: byKey, own });
  expect(result).toMatchObject({ taken: ['signature'], made: ['signature-bundle', 'record', 'summary'] });
  expect(server.snapshot()['prod/app']?.tags[sigTag]).toBe(theirs.descriptor.digest);
});

it('what somebody else signed is not the promoter’s', async () => {
  const { target } = await start();
  await signMissing(target(), what, { signer: byKey, own });
  const stranger = {
    ...own,
    trust: { ...own.trust, keys: [readTrustedKey(createSigningKey().publicKey, 'other.pub')] },
  };
  const bundles = { ...what, kinds: ['record', 'summary'] as const };
  const result = await signMissing(target(), bundles, {
    signer: byKey,
    own: { ...stranger, isOwn: () => false },
  }).catch((error: unknown) => error);
  expect(String(result)).toContain('was pushed and is not found there');
});

it('a summary that is not by the account for summaries does not count', async () => {
  const { target } = await start();
  await signMissing(target(), what, { signer: byKey, own });
  const others: OwnSigner = { ...own, isOwn: ({ kind }, of) => kind === 'key' && of !== 'summary' };
  const { open, existing } = await findOpen(target(), { digest, kinds: madeKinds }, others);
  expect({ open, existing }).toEqual({
    open: ['summary'],
    existing: ['signature', 'signature-bundle', 'record'],
  });
});

it('nothing is made while something of the promoter’s may be there unread', async () => {
  const { server, target } = await start();
  await signMissing(target(), { ...what, kinds: ['record'] }, { signer: byKey, own });
  const { writes } = server;
  server.fault({ action: 'status', status: 403, match: { kind: 'blob', times: Infinity } });
  await expect(signMissing(target(), what, { signer: byKey, own })).rejects.toThrow('403');
  expect(server.writes).toBe(writes);
});

it('what the registry does not show afterwards is not signed', async () => {
  const { server, target } = await start({ verifyReferences: false });
  server.fault({ action: 'status', status: 201, match: { kind: 'manifest', method: 'PUT' } });
  await expect(signMissing(target(), { ...what, kinds: ['record'] }, { signer: byKey, own })).rejects.toThrow(
    `the record of ${server.host}/prod/app@${digest} was pushed and is not found there`,
  );
});

it('by certificate: the identity is recognized, and one certificate serves many digests', async () => {
  const { target } = await start();
  const identity = { issuer: 'https://accounts.google.com', subject: 'promoter@project.example' };
  const token = () =>
    Promise.resolve(sigstore.token({ issuer: identity.issuer, identity: identity.subject }));
  const signer = createSigner(
    {
      kind: 'keyless',
      token: { provider: 'file', file: 'unused' },
      identity,
      fulcio: sigstore.url,
      rekor: sigstore.url,
    },
    { client: services, environment: {}, token },
  );
  const recognized: OwnSigner = {
    trust: { root: () => Promise.resolve(readTrustRoot(sigstore.trustedRoot, 'root')), keys: [] },
    isOwn: (one) => one.kind === 'certificate' && one.identity === identity.subject,
  };
  const first = await signMissing(target(), what, { signer, own: recognized });
  expect(first.made).toEqual(madeKinds);
  expect(await signMissing(target(), what, { signer, own: recognized })).toMatchObject({ made: [] });
});
