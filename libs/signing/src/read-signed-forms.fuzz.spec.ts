import { digestOf } from '@cip/oci';
import {
  createSigningKey,
  fuzz,
  jsonBytesNear,
  jsonNear,
  readOrRefused,
  startSigstore,
  statementOf,
  type TestSigstore,
  textsNear,
} from '@cip/testing';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { annotationKeys } from './annotation-keys.js';
import { readIdentityToken } from './make/identity-token.js';
import { SigningError } from './make/signing-error.js';
import { readBundle } from './read-bundle.js';
import { readLegacyAttestation, readLegacySignature } from './read-legacy.js';
import { UnreadableSignatureError } from './signed.js';
import { readTrustedKey, readTrustRoot, TrustError } from './trust.js';

const who = { issuer: 'https://accounts.google.com', identity: 'builder@project.iam.gserviceaccount.com' };
const digest = digestOf(Buffer.from('image'));
const statement = statementOf(
  { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest, size: 5 },
  'https://slsa.dev/provenance/v1',
);

// Made before anything is fuzzed: a long run keeps the server, which is in this process, from answering in time.
let attested: object;
let legacy: Awaited<ReturnType<TestSigstore['attestLegacy']>>;
let trustedRoot: string;
beforeAll(async () => {
  await using sigstore = await startSigstore();
  attested = await sigstore.attest(who, statement);
  legacy = await sigstore.attestLegacy(who, statement);
  ({ trustedRoot } = sigstore);
});

it('a bundle has a payload, or is not readable', async () => {
  const bundles = [attested, createSigningKey().attest(statement)];
  await fuzz(jsonBytesNear(...bundles), (bytes) => {
    const signed = readOrRefused(() => readBundle(bytes), UnreadableSignatureError);
    expect(signed === undefined || Buffer.isBuffer(signed.payload)).toBe(true);
  });
  for (const bundle of bundles) expect(readBundle(Buffer.from(JSON.stringify(bundle))).payload).toBeDefined();
});

it('a layer of cosign 2 has a payload, or is not readable', async () => {
  const { envelope, certificate, bundle } = legacy;
  const annotations = fc.record(
    {
      [annotationKeys.signature]: textsNear('MEUCIQ=='),
      [annotationKeys.certificate]: textsNear(certificate),
      [annotationKeys.bundle]: jsonNear(JSON.parse(bundle) as object),
      [annotationKeys.timestamp]: jsonNear({ SignedRFC3161Timestamp: 'MEUCIQ==' }),
    },
    { requiredKeys: [] },
  );
  const layers = fc.record({ bytes: jsonBytesNear(JSON.parse(envelope) as object), annotations });
  await fuzz(layers, (layer) => {
    const attestation = readOrRefused(() => readLegacyAttestation(layer), UnreadableSignatureError);
    expect(attestation === undefined || Buffer.isBuffer(attestation.payload)).toBe(true);
    const signature = readOrRefused(() => readLegacySignature(layer), UnreadableSignatureError);
    expect(signature === undefined || signature.payload.equals(layer.bytes)).toBe(true);
  });
});

it('trust roots, keys and tokens are usable, or are refused', async () => {
  const roots = jsonNear(JSON.parse(trustedRoot) as object);
  const keys = textsNear(createSigningKey().publicKey);
  const claims = jsonNear({ sub: 'a', email: 'a@example.com', email_verified: true, exp: 1_900_000_000 });
  const tokens = claims.map((text) => ['e30', Buffer.from(text).toString('base64url'), 'c2ln'].join('.'));
  await fuzz(fc.tuple(roots, keys, tokens), ([root, key, token]) => {
    const read = readOrRefused(() => readTrustRoot(root, 'trusted_root.json'), TrustError);
    expect(read?.certificateAuthorities.length).not.toBe(0);
    readOrRefused(() => readTrustedKey(key, 'cosign.pub'), TrustError);
    const told = readOrRefused(() => readIdentityToken(token, 'the token'), SigningError);
    expect(told?.subject).not.toBe('');
  });
});
