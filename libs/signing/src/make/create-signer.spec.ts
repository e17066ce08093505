import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inspect } from 'node:util';
import type { Digest } from '@cip/oci';
import { predicateTypes, signatureStatement } from '@cip/provenance';
import {
  createRegistry,
  createServiceClient,
  type ServiceClient,
  type WriteOnceRegistry,
} from '@cip/registry';
import {
  createSigningKey,
  startRegistry,
  startSigstore,
  TemporaryFolders,
  type TestRegistry,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Carried, readCarried, readTrustedKey, readTrustRoot, type Trust } from '../index.js';
import { attachBundles, attachSignature, image, signed, statements } from './attach-all.fixture.js';
import { cosignKey } from './cosign-key.fixture.js';
import { createSigner, type Signer, type SignerOptions } from './create-signer.js';
import type { KeylessSettings, KeySettings } from './signer-settings.js';

const { digest } = image.descriptor;
const identity = {
  issuer: 'https://accounts.google.com',
  subject: 'krel-trust@k8s-releng-prod.iam.gserviceaccount.com',
};
const who = { issuer: identity.issuer, identity: identity.subject };
const { signature: statement } = statements;

const folders = new TemporaryFolders();
let sigstore: TestSigstore;
let registry: TestRegistry;
let services: ServiceClient;
let client: WriteOnceRegistry;
let keyFile: string;
/** Where a Sigstore was until it ended. */
let gone: string;

beforeAll(async () => {
  [sigstore, registry] = await Promise.all([startSigstore(), startRegistry()]);
  await using ended = await startSigstore();
  gone = ended.url;
  services = createServiceClient({ retryDeadline: 2000 });
  client = createRegistry({ rights: 'write-once' });
  keyFile = path.join(await folders.create(), 'cosign.key');
  await writeFile(keyFile, cosignKey.encrypted);
});
afterAll(async () => {
  await Promise.all([services.close(), client.close()]);
  await Promise.all([registry.close(), sigstore[Symbol.asyncDispose](), folders.remove()]);
});

function keyless(more: Partial<KeylessSettings> = {}): KeylessSettings {
  const { url } = sigstore;
  return {
    kind: 'keyless',
    token: { provider: 'file', file: 'unused' },
    identity,
    fulcio: url,
    rekor: url,
    ...more,
  };
}

function byKey(more: Partial<KeySettings> = {}): KeySettings {
  return { kind: 'key', file: keyFile, publicKey: cosignKey.publicKey, ...more };
}

function signerOf(settings: KeySettings | KeylessSettings, more: Partial<SignerOptions> = {}): Signer {
  return createSigner(settings, {
    client: services,
    environment: { COSIGN_PASSWORD: cosignKey.password },
    token: () => Promise.resolve(sigstore.token(who)),
    ...more,
  });
}

function trust(): Trust {
  return {
    root: () => Promise.resolve(readTrustRoot(sigstore.trustedRoot, 'trusted_root.json')),
    keys: [readTrustedKey(cosignKey.publicKey, 'cosign.pub')],
  };
}

let repositories = 0;

/** Everything that a promoter attaches, pushed and read again. */
async function attachedBy(signer: Signer): Promise<Carried> {
  const name = `production/app-${(repositories += 1)}`;
  registry.seed(name, image);
  const target = client.repository(`${registry.host}/${name}`);
  await attachBundles(target, signer);
  await attachSignature(target, signer);
  return readCarried(target, digest, trust());
}

function outcomes({ artifacts, unread }: Carried): unknown[] {
  expect(unread).toBeUndefined();
  return artifacts
    .flatMap(({ place, signatures, misplaced }) =>
      signatures.map(({ predicateType = place, verification }) => [misplaced ?? predicateType, verification]),
    )
    .sort();
}

const byCertificate = { kind: 'verified', signers: [{ kind: 'certificate', ...who }] };
const byPair = { kind: 'verified', signers: [{ kind: 'key', name: 'cosign.pub' }] };
const kinds = [
  predicateTypes.promotionRecord,
  predicateTypes.imageSignature,
  predicateTypes.verificationSummary,
  'sig',
];

describe('what is signed verifies', () => {
  it.each([
    ['keyless', () => keyless(), byCertificate],
    ['keyless, with timestamps', () => keyless({ tsa: sigstore.url }), byCertificate],
    ['with a key', () => byKey(), byPair],
    ['with a key, in a log', () => byKey({ rekor: sigstore.url, tsa: sigstore.url }), byPair],
  ])('%s', async (_, settings, verification) => {
    const expected = kinds.map((kind) => [kind, verification]).sort();
    expect(outcomes(await attachedBy(signerOf(settings())))).toEqual(expected);
  });
});

it('a signer that signs nothing reads no key and asks for no token', () => {
  const token = (): Promise<string> => Promise.reject(new Error('asked'));
  signerOf(keyless({ fulcio: 'https://fulcio.invalid' }), { token });
  signerOf(byKey({ file: 'nowhere.key' }));
  expect(services.ledger.hosts().map(({ host }) => host)).not.toContain('fulcio.invalid');
});

it('signs no more at a time than it may', async () => {
  let under = 0;
  let most = 0;
  const counting: ServiceClient = {
    ...services,
    exchange: async (request) => {
      most = Math.max(most, (under += 1));
      try {
        return await services.exchange(request);
      } finally {
        under -= 1;
      }
    },
  };
  const signer = signerOf(keyless(), { client: counting, concurrency: 3 });
  await Promise.all(Array.from({ length: 20 }, () => signer.attest(statement)));
  expect(most).toBe(3);
});

describe('certificates', () => {
  it('one serves thousands of signatures', async () => {
    const before = sigstore.counts;
    const signer = signerOf(keyless());
    const digests = Array.from(
      { length: 2000 },
      (_, i): Digest => `sha256:${i.toString(16).padStart(64, '0')}`,
    );
    const bundles = await Promise.all(
      digests.map((one) => signer.attest(signatureStatement({ ...signed, digest: one }))),
    );
    expect(bundles).toHaveLength(2000);
    expect(sigstore.counts.entries - before.entries).toBe(2000);
    expect(sigstore.counts.certificates - before.certificates).toBe(1);
  }, 120_000);

  it('one is renewed before it ends', async () => {
    const before = sigstore.counts;
    let now = Date.now();
    const tokens: number[] = [];
    const token = (): Promise<string> => {
      tokens.push(now);
      return Promise.resolve(sigstore.token(who));
    };
    const signer = signerOf(keyless(), { now: () => now, token });
    await signer.attest(statement);
    now += 8 * 60_000;
    await signer.attest(statement);
    expect(tokens).toHaveLength(1);
    now += 70_000;
    await Promise.all([signer.attest(statement), signer.attest(statement)]);
    expect(tokens).toHaveLength(2);
    expect(sigstore.counts.certificates - before.certificates).toBe(2);
  });

  it('what is logged after the end of its certificate is signed again with another', async () => {
    const before = sigstore.counts;
    const signer = signerOf(keyless());
    await signer.attest(statement);
    await sigstore.logAt(new Date(Date.now() + 20 * 60_000));
    try {
      await expect(signer.attest(statement)).rejects.toMatchObject({ code: 'CERTIFICATE' });
    } finally {
      await sigstore.logAt();
    }
    expect(sigstore.counts.certificates - before.certificates).toBe(2);
    await signer.attest(statement);
  });
});

it('what is logged before its certificate begins is tried again with the same one', async () => {
  const before = sigstore.counts;
  await sigstore.logAt(new Date(Date.now() - 60 * 60_000));
  try {
    await expect(signerOf(keyless()).attest(statement)).rejects.toThrow(/compare the clocks/);
  } finally {
    await sigstore.logAt();
  }
  expect(sigstore.counts.certificates - before.certificates).toBe(1);
  expect(sigstore.counts.entries - before.entries).toBe(2);
});

describe('failures', () => {
  it('Fulcio that is busy is asked again', async () => {
    const before = sigstore.counts;
    sigstore.fail('certificates', { status: 429, headers: { 'retry-after': '0' } });
    await signerOf(keyless()).attest(statement);
    expect(sigstore.counts.certificates - before.certificates).toBe(2);
  });

  it('Rekor that closes the connection is asked again', async () => {
    const before = sigstore.counts;
    sigstore.fail('entries', { status: 0 });
    await signerOf(keyless()).attest(statement);
    expect(sigstore.counts.entries - before.entries).toBe(2);
  });

  it.each([
    ['Fulcio refuses', 'certificates', 400, 'CERTIFICATE', 'REFUSED'],
    ['Rekor refuses', 'entries', 400, 'LOG', 'REFUSED'],
    ['the timestamp authority refuses', 'timestamps', 403, 'TIMESTAMP', 'DENIED'],
    ['Fulcio gives no certificate', 'certificates', 200, 'CERTIFICATE', 'INVALID_ANSWER'],
    ['Rekor gives no entry', 'entries', 201, 'LOG', 'INVALID_ANSWER'],
    ['the timestamp authority gives no timestamp', 'timestamps', 200, 'TIMESTAMP', 'INVALID_ANSWER'],
    ['Rekor does not say where it has the entry', 'entries', 409, 'LOG', 'INVALID_ANSWER'],
  ] as const)('%s', async (_, service, status, code, failure) => {
    sigstore.fail(service, { status, body: '{}' });
    const signing = signerOf(keyless({ tsa: sigstore.url })).attest(statement);
    await expect(signing).rejects.toMatchObject({ name: 'SigningError', code, failure: { code: failure } });
  });

  it.each([
    ['Fulcio', 'CERTIFICATE', () => keyless({ fulcio: gone })],
    ['Rekor', 'LOG', () => keyless({ rekor: gone })],
    ['the timestamp authority', 'TIMESTAMP', () => keyless({ tsa: gone })],
  ])('%s is down', async (_, code, settings) => {
    const impatient = createServiceClient({ retryDeadline: 100 });
    const signing = signerOf(settings(), { client: impatient }).signImage(signed);
    await expect(signing).rejects.toMatchObject({
      name: 'SigningError',
      code,
      failure: { code: 'CONNECTION' },
    });
    await impatient.close();
  });

  it('a token that has expired is not sent', async () => {
    const before = sigstore.counts;
    const exp = 1_700_000_000;
    const token = (): Promise<string> => Promise.resolve(sigstore.token({ ...who, claims: { exp } }));
    const signing = signerOf(keyless(), { token }).attest(statement);
    await expect(signing).rejects.toMatchObject({ code: 'TOKEN' });
    await expect(signing).rejects.toThrow(/expired at 2023-11-14T22:13:20/);
    expect(sigstore.counts).toEqual(before);
  });

  it('a token that expires in the middle fails what comes after it alone, and is asked for once in a while', async () => {
    let now = Date.now();
    let asked = 0;
    const token = (): Promise<string> => {
      asked += 1;
      return Promise.resolve(sigstore.token({ ...who, claims: { exp: 1_800_000_000 } }));
    };
    now = 1_800_000_000_000 - 60_000;
    const signer = signerOf(keyless(), { now: () => now, token });
    await signer.attest(statement);
    now += 11 * 60_000;
    const later = await Promise.allSettled([1, 2, 3].map(() => signer.attest(statement)));
    expect(later.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(asked).toBe(2);
    now += 31_000;
    await expect(signer.attest(statement)).rejects.toMatchObject({ code: 'TOKEN' });
    expect(asked).toBe(3);
  });

  it('a certificate for somebody else signs nothing', async () => {
    const before = sigstore.counts;
    const token = (): Promise<string> =>
      Promise.resolve(sigstore.token({ ...who, identity: 'other@project.example' }));
    const signing = signerOf(keyless(), { token }).attest(statement);
    await expect(signing).rejects.toMatchObject({ code: 'IDENTITY' });
    await expect(signing).rejects.toThrow(/for other@project\.example .* expects krel-trust@/);
    expect(sigstore.counts.entries).toBe(before.entries);
  });

  it('a key that does not belong to the public one signs nothing', async () => {
    const { publicKey } = createSigningKey();
    await expect(signerOf(byKey({ publicKey })).attest(statement)).rejects.toMatchObject({ code: 'KEY' });
  });

  it('a public key that is none is an error about the key', async () => {
    const signing = signerOf(byKey({ publicKey: 'none' })).attest(statement);
    await expect(signing).rejects.toMatchObject({ name: 'SigningError', code: 'KEY' });
    await expect(signing).rejects.toThrow(/is not a public key in PEM/);
  });

  it('a file that is not there is an error about the key', async () => {
    await expect(signerOf(byKey({ file: '/nowhere/cosign.key' })).attest(statement)).rejects.toMatchObject({
      code: 'KEY',
    });
    const passwordFile = '/nowhere/password';
    await expect(signerOf(byKey({ passwordFile })).attest(statement)).rejects.toThrow(
      /the password .* cannot be read/,
    );
  });

  it('an abort is its reason', async () => {
    const abort = new AbortController();
    sigstore.fail('certificates', { status: 503 });
    const signing = signerOf(keyless(), { signal: abort.signal }).attest(statement);
    abort.abort(new Error('stopped'));
    await expect(signing).rejects.toThrow('stopped');
  });
});

it('the password may stand in a file', async () => {
  const passwordFile = path.join(await folders.create(), 'password');
  await writeFile(passwordFile, `${cosignKey.password}\n`);
  await signerOf(byKey({ passwordFile }), { environment: {} }).attest(statement);
});

it('no error repeats a token', async () => {
  const token = sigstore.token(who);
  sigstore.fail('certificates', { status: 400, body: JSON.stringify({ message: `bad token ${token}` }) });
  const error = await signerOf(keyless(), { token: () => Promise.resolve(token) })
    .attest(statement)
    .catch((one: unknown) => one);
  expect(inspect(error, { depth: 10 })).toContain('bad token ***');
  expect(inspect(error, { depth: 10 })).not.toContain(token);
});
