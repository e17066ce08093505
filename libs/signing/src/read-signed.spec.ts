import { parseSigner, type ProvenancePolicy, type Signer } from '@cip/manifest';
import { referrersTag } from '@cip/oci';
import type { AppliedPolicy } from '@cip/provenance';
import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildLegacy,
  createSigningKey,
  type Image,
  signaturePayload,
  statementOf,
} from '@cip/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readSigned } from './read-signed.js';
import { builder, image, type Repository, signingKey, startWorld, type World } from './signing.fixture.js';
import type { Trust } from './trust.js';

const { descriptor } = image;
const type = 'https://spdx.dev/Document';
const record = 'https://k8s.io/promo-tools/promotion/v1';
const who = `${builder.identity} (${builder.issuer})`;
const mallory = { issuer: 'https://issuer.example', identity: 'mallory@example.com' };

let world: World;
let repository: Repository;
let trust: Trust;

beforeAll(async () => {
  world = await startWorld();
  trust = { ...world.trust, identities: [signer(`sigstore::${builder.issuer}::${builder.identity}`)] };
});
beforeEach(() => {
  repository = world.repository();
  repository.push(image);
});
afterAll(() => world[Symbol.asyncDispose]());

function signer(text: string): Signer {
  const parsed = parseSigner(text);
  return 'why' in parsed ? expect.fail(parsed.why) : parsed;
}

async function bundle(by: typeof builder, predicateType = type, subject = descriptor): Promise<Image> {
  const statement = statementOf(subject, predicateType);
  return buildBundle(descriptor, await world.sigstore.attest(by, statement), predicateType);
}

const payload = signaturePayload(descriptor);
const keyed = (key = signingKey) => ({ content: payload, signature: key.sign(payload) });

/** What is said of each signature, without the layers. */
async function said(
  artifact: Image,
  { by = trust, policies = [] as readonly AppliedPolicy[], tag = undefined as string | undefined } = {},
): Promise<unknown> {
  repository.push(artifact, tag);
  const source = world.client.repository(`${world.registry.host}/${repository.name}`);
  const asked = { digest: artifact.descriptor.digest, subject: descriptor.digest };
  const found = await readSigned(
    source,
    { ...asked, ...(tag !== undefined && { tag }) },
    { trust: by, policies },
  );
  if ('unreadable' in found) return found.unreadable;
  return found.signatures.map((one) => [one.kind, 'by' in one ? one.by : one.why]);
}

function policyOf(...signers: readonly Signer[]): AppliedPolicy {
  const policy: ProvenancePolicy = {
    mode: 'require',
    signers,
    builders: [],
    sources: [],
    predicateTypes: [type],
    levels: [],
    offset: 0,
  };
  return { policy, manifest: 'app', source: 'staging', where: { file: 'a', line: 1 } };
}

describe('a bundle', () => {
  it('of a trusted identity', async () => {
    expect(await said(await bundle(builder))).toEqual([['trusted', who]]);
  });

  it('of a trusted key', async () => {
    const signed = buildBundle(descriptor, signingKey.attest(statementOf(descriptor, type)), type);
    expect(await said(signed)).toEqual([['trusted', 'the key cosign.pub']]);
  });

  it('of somebody whom nobody trusts', async () => {
    const stranger = ['stranger', `${mallory.identity} (${mallory.issuer})`];
    expect(await said(await bundle(mallory))).toEqual([stranger]);
  });

  it('of a signer of a policy, which would carry it', async () => {
    const policies = [policyOf(signer(`sigstore::${mallory.issuer}::${mallory.identity}`))];
    expect(await said(await bundle(mallory), { policies })).toMatchObject([['trusted', {}]]);
  });

  it('of a signer of a policy, which is not what a policy lets pass', async () => {
    const policies = [policyOf(signer(`sigstore::${mallory.issuer}::${mallory.identity}`))];
    expect(await said(await bundle(mallory, record), { policies })).toMatchObject([['stranger', {}]]);
  });

  it('of a trusted identity, about another image', async () => {
    const other = await bundle(builder, type, buildImage('other').descriptor);
    expect(await said(other)).toEqual([['unproven', 'it is about another digest']]);
  });

  it('that is not signed', async () => {
    expect(await said(buildArtifact('sbom', { subject: descriptor }))).toEqual([
      ['unproven', 'it is not signed'],
    ]);
  });

  it('with an identity while the trust root cannot be had', async () => {
    const by = { ...trust, root: () => Promise.resolve({ missing: 'the trust root cannot be had' }) };
    expect(await said(await bundle(builder), { by })).toBe('the trust root cannot be had');
  });

  it('with a certificate where only keys are trusted, which asks for no trust root', async () => {
    const by = { keys: trust.keys, root: () => expect.fail('it was asked for') };
    expect(await said(await bundle(builder), { by })).toEqual([
      ['unproven', 'it was signed with a certificate, and no identity is trusted'],
    ]);
  });

  it('that cannot be read now', async () => {
    world.registry.fault({ action: 'status', status: 403, match: { kind: 'blob', times: 1 } });
    expect(await said(await bundle(builder))).toMatch(/403/);
  });
});

describe('the tag of a signature', () => {
  const tag = `${referrersTag(descriptor.digest)}.sig`;

  it('with a layer of each', async () => {
    const of = async (by: typeof builder) => ({
      content: payload,
      ...(await world.sigstore.signLegacy(by, payload)),
    });
    const layers = [keyed(), keyed(createSigningKey()), await of(builder), await of(mallory)];
    expect(await said(buildLegacy('sig', layers), { tag })).toEqual([
      ['trusted', 'the key cosign.pub'],
      ['unproven', 'it was not signed with any of the trusted keys'],
      ['trusted', who],
      ['stranger', `${mallory.identity} (${mallory.issuer})`],
    ]);
  });

  it('that is not there any more', async () => {
    const source = world.client.repository(`${world.registry.host}/${repository.name}`);
    const { digest } = buildLegacy('sig', [keyed()]).descriptor;
    const asked = { digest, subject: descriptor.digest, tag };
    expect(await readSigned(source, asked, { trust, policies: [] })).toEqual({
      signatures: [{ part: digest, kind: 'unproven', why: 'it points at what is not there' }],
    });
  });
});
