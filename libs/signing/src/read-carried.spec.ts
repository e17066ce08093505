import { findAttached } from '@cip/inventory';
import { digestOf, referrersTag } from '@cip/oci';
import type { Verification } from '@cip/provenance';
import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildIndex,
  buildLegacy,
  createSigningKey,
  type Image,
  type LegacyLayer,
  type RequestMatch,
  signaturePayload,
  statementOf,
  type TestSigstore,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReadBudget } from './read-budget.js';
import { readOwnArtifacts } from './read-carried.js';
import { builder, image, signingKey, startWorld, type World } from './signing.fixture.js';
import type { TrustRoot } from './trust.js';

const type = 'https://slsa.dev/provenance/v1';
const { descriptor } = image;
const statement = statementOf(descriptor, type);
const other = buildImage('other');
const tagOf = (kind: string): string => `${referrersTag(descriptor.digest)}.${kind}`;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

const verified: Verification = {
  kind: 'verified',
  signers: [{ kind: 'certificate', ...builder }],
};
const byKey: Verification = { kind: 'verified', signers: [{ kind: 'key', name: 'cosign.pub' }] };
const unsigned: Verification = { kind: 'unsigned' };
const because = (kind: 'failed' | 'unverifiable', why: RegExp): Verification => ({
  kind,
  why: expect.stringMatching(why) as string,
});

/** A bundle in JSON, for a row to spoil. */
interface Loose {
  verificationMaterial: {
    certificate: { rawBytes: string };
    tlogEntries: {
      inclusionPromise: { signedEntryTimestamp: string };
      inclusionProof: { checkpoint: { envelope: string } };
    }[];
  };
  dsseEnvelope: { payload: string; signatures: { sig: string }[] };
}

async function looseBundle(sigstore: TestSigstore, about: object = statement): Promise<Loose> {
  return (await sigstore.attest(builder, about)) as unknown as Loose;
}

type Row = readonly [
  situation: string,
  make: (trusted: TestSigstore, stranger: TestSigstore) => Promise<Image> | Image,
  expected: Verification,
];

async function outcomesOf(one: Image, tag?: string): Promise<(Verification | string)[]> {
  const repository = world.repository();
  repository.push(image);
  repository.push(one, tag);
  const { artifacts, unread } = await repository.carried();
  expect(unread).toBeUndefined();
  return artifacts.flatMap<Verification | string>(({ signatures, misplaced }) =>
    misplaced === undefined ? signatures.map(({ verification }) => verification) : [misplaced],
  );
}

describe('a bundle among the referrers', () => {
  const spoiled =
    (spoil: (bundle: Loose) => void) =>
    async (sigstore: TestSigstore): Promise<Image> => {
      const bundle = await looseBundle(sigstore);
      spoil(bundle);
      return buildBundle(descriptor, bundle, type);
    };
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const entryOf = (bundle: Loose): Loose['verificationMaterial']['tlogEntries'][number] =>
    bundle.verificationMaterial.tlogEntries[0]!;

  const rows: Row[] = [
    ['that a trusted authority certified', spoiled(() => undefined), verified],
    ['of a key that is trusted', () => buildBundle(descriptor, signingKey.attest(statement), type), byKey],
    [
      'of a key that nobody knows',
      () => buildBundle(descriptor, createSigningKey().attest(statement), type),
      because('unverifiable', /not signed with any of the trusted keys/),
    ],
    [
      'of another Sigstore',
      async (_, stranger) => buildBundle(descriptor, await stranger.attest(builder, statement), type),
      because('unverifiable', /no authority of the trust root/),
    ],
    [
      'with another payload',
      spoiled((bundle) => {
        bundle.dsseEnvelope.payload = base64(JSON.stringify(statementOf(descriptor, 'https://else')));
      }),
      because('failed', /about something else|signature does not match/),
    ],
    [
      'with another signature',
      spoiled((bundle) => {
        bundle.dsseEnvelope.signatures = [{ sig: base64('not a signature') }];
      }),
      because('failed', /about something else|signature does not match/),
    ],
    [
      'with two signatures',
      spoiled((bundle) => {
        bundle.dsseEnvelope.signatures.push(...bundle.dsseEnvelope.signatures);
      }),
      because('failed', /not a sound bundle: content.dsseEnvelope.signatures/),
    ],
    [
      'of a certificate that had expired',
      async (sigstore) => {
        const loggedAt = new Date(Date.now() + 3_600_000);
        return buildBundle(descriptor, await sigstore.attest(builder, statement, { loggedAt }), type);
      },
      because('failed', /was not valid at the time of signing/),
    ],
    [
      'without a log entry',
      spoiled((bundle) => {
        bundle.verificationMaterial.tlogEntries = [];
      }),
      because('failed', /nothing proves when it was signed/),
    ],
    [
      'with a promise of the log that was made up',
      spoiled((bundle) => {
        entryOf(bundle).inclusionPromise.signedEntryTimestamp = base64('made up');
      }),
      because('failed', /log entry does not verify/),
    ],
    [
      'with the log entry of another',
      async (sigstore) => {
        const bundle = await looseBundle(sigstore);
        const elsewhere = await looseBundle(sigstore, statementOf(other.descriptor, type));
        bundle.verificationMaterial.tlogEntries = elsewhere.verificationMaterial.tlogEntries;
        return buildBundle(descriptor, bundle, type);
      },
      because('failed', /about something else/),
    ],
    [
      'that is about another digest',
      async (sigstore) =>
        buildBundle(descriptor, await sigstore.attest(builder, statementOf(other.descriptor, type)), type),
      because('failed', /about another digest/),
    ],
    [
      'that signs no statement',
      async (sigstore) => buildBundle(descriptor, await sigstore.attest(builder, { hello: 1 }), type),
      because('failed', /not a statement/),
    ],
    ['that is no JSON', () => buildBundle(descriptor, '{', type), because('failed', /not a JSON object/)],
    ['that is empty', () => buildBundle(descriptor, '{}', type), because('failed', /not a sound bundle/)],
    [
      'that signs a file',
      () => buildBundle(descriptor, { messageSignature: {} }, type),
      because('unverifiable', /signs no statement/),
    ],
    [
      'with a hundred log entries',
      spoiled((bundle) => {
        bundle.verificationMaterial.tlogEntries = Array.from({ length: 100 }, () => entryOf(bundle));
      }),
      because('failed', /more than 8 log entries/),
    ],
    [
      'whose log has the name of an expression',
      spoiled((bundle) => {
        const { checkpoint } = entryOf(bundle).inclusionProof;
        checkpoint.envelope = checkpoint.envelope.replace(/\u2014 \S+/, '\u2014 (.*)*(.*)*(.*)*x');
      }),
      because('failed', /checkpoint of an unknown form/),
    ],
    [
      'whose log has a size of many digits',
      spoiled((bundle) => {
        const { checkpoint } = entryOf(bundle).inclusionProof;
        checkpoint.envelope = checkpoint.envelope.replace(/\n1\n/, `\n${'9'.repeat(10_000)}\n`);
      }),
      because('failed', /checkpoint of an unknown form/),
    ],
    [
      'with a certificate that is none',
      spoiled((bundle) => {
        bundle.verificationMaterial.certificate.rawBytes = base64('certificate');
      }),
      because('failed', /cannot be read/),
    ],
    [
      'with a certificate of a megabyte',
      spoiled((bundle) => {
        bundle.verificationMaterial.certificate.rawBytes = base64('x'.repeat(1_000_000));
      }),
      because('failed', /certificate that is too large/),
    ],
    ['that is an SBOM without a signature', () => buildArtifact('sbom', { subject: descriptor }), unsigned],
  ];

  it.each(rows)('%s', async (_, make, expected) => {
    expect(await outcomesOf(await make(world.sigstore, world.stranger))).toEqual([expected]);
  });

  it.each<[string, () => Promise<Image>, RegExp]>([
    [
      'an image that can be run',
      () => Promise.resolve(buildImage('runnable', { subject: descriptor })),
      /an image that can be run/,
    ],
    [
      'a bundle with something beside it',
      async () =>
        rewritten(await goodBundle(), ({ layers }) => {
          layers.push(...layers);
        }),
      /more than its bundle/,
    ],
    [
      'a bundle with a configuration',
      async () =>
        rewritten(await goodBundle(), (manifest) => {
          manifest.config = { ...manifest.config, mediaType: 'application/json' };
        }),
      /a configuration beside its bundle/,
    ],
  ])('%s is misplaced', async (_, make, expected) => {
    expect(await outcomesOf(await make())).toEqual([expect.stringMatching(expected) as string]);
  });

  const goodBundle = async (): Promise<Image> =>
    buildBundle(descriptor, await world.sigstore.attest(builder, statement), type);
});

describe('what stands under the tags of cosign', () => {
  const signed = async (by: TestSigstore, of = descriptor): Promise<LegacyLayer> => {
    const content = signaturePayload(of);
    return { content, ...(await by.signLegacy(builder, content)) };
  };
  const attested = async (by: TestSigstore, about: object = statement): Promise<LegacyLayer> => {
    const { envelope, ...rest } = await by.attestLegacy(builder, about);
    return { content: envelope, ...rest };
  };
  const keyed = (): LegacyLayer => {
    const content = signaturePayload(descriptor);
    return { content, signature: signingKey.sign(content) };
  };

  it.each<[string, 'sig' | 'att', () => Promise<LegacyLayer>, Verification]>([
    ['a signature', 'sig', () => signed(world.sigstore), verified],
    ['a signature by a key', 'sig', () => Promise.resolve(keyed()), byKey],
    [
      'a signature of another image',
      'sig',
      () => signed(world.sigstore, other.descriptor),
      because('failed', /about another digest/),
    ],
    [
      'a signature of another Sigstore',
      'sig',
      () => signed(world.stranger),
      because('unverifiable', /no authority/),
    ],
    [
      'a signature of another payload',
      'sig',
      async () => ({
        ...(await signed(world.sigstore, other.descriptor)),
        content: signaturePayload(descriptor),
      }),
      because('failed', /about something else/),
    ],
    [
      'a payload without a signature',
      'sig',
      () => Promise.resolve({ content: signaturePayload(descriptor) }),
      because('failed', /has no signature/),
    ],
    [
      'a signature without its log entry',
      'sig',
      async () => {
        const { content, ...rest } = await signed(world.sigstore);
        return { content, ...without(rest, 'bundle') };
      },
      because('failed', /nothing proves when it was signed/),
    ],
    [
      'a signature with a log entry that cannot be read',
      'sig',
      async () => ({ ...(await signed(world.sigstore)), bundle: '{"Payload":{}}' }),
      because('failed', /log entry that cannot be read/),
    ],
    ['an attestation', 'att', () => attested(world.sigstore), verified],
    [
      'an attestation about another image',
      'att',
      () => attested(world.sigstore, statementOf(other.descriptor, type)),
      because('failed', /about another digest/),
    ],
    [
      'an attestation with another payload',
      'att',
      async () => {
        const layer = await attested(world.sigstore);
        const envelope = JSON.parse(layer.content as string) as { payload: string };
        envelope.payload = Buffer.from('{}').toString('base64');
        return { ...layer, content: JSON.stringify(envelope) };
      },
      because('failed', /about something else|does not match/),
    ],
  ])('%s', async (_, kind, make, expected) => {
    expect(await outcomesOf(buildLegacy(kind, [await make()]), tagOf(kind))).toEqual([expected]);
  });

  it('two signatures of one payload are two', async () => {
    const layers = [keyed(), await signed(world.sigstore)];
    expect(await outcomesOf(buildLegacy('sig', layers), tagOf('sig'))).toEqual([byKey, verified]);
  });

  it.each(['sig', 'att', 'sbom'])('an image under .%s is misplaced', async (kind) => {
    const found = await outcomesOf(buildImage('runnable'), tagOf(kind));
    expect(found).toEqual(['does not hold what its name says']);
  });

  it('a signature under .att is misplaced', async () => {
    const found = await outcomesOf(buildLegacy('sig', [keyed()]), tagOf('att'));
    expect(found).toEqual(['does not hold what its name says']);
  });
});

describe('the children of an index', () => {
  const arm = buildImage('arm', { platform: { os: 'linux', architecture: 'arm64' } });
  const buildkit = buildImage('buildkit', { platform: { os: 'unknown', architecture: 'unknown' } });

  it('are read as well, but for the attestations of BuildKit', async () => {
    const index = buildIndex([image, arm, buildkit]);
    const repository = world.repository();
    repository.push(index);
    repository.push(buildBundle(arm.descriptor, signingKey.attest(statementOf(arm.descriptor, type)), type));
    const { kind, artifacts, children } = await repository.carried(index.descriptor.digest);
    expect({ kind, artifacts }).toEqual({ kind: 'index', artifacts: [] });
    expect(children).toMatchObject([
      { digest: descriptor.digest, platform: 'linux/amd64', artifacts: [] },
      {
        digest: arm.descriptor.digest,
        platform: 'linux/arm64',
        artifacts: [{ signatures: [{ verification: byKey, predicateType: type }] }],
      },
    ]);
  });

  it('may be what an attestation of the index is about', async () => {
    const index = buildIndex([image, arm]);
    const repository = world.repository();
    repository.push(index);
    for (const about of [arm, other]) {
      const signed = signingKey.attest(statementOf(about.descriptor, type));
      repository.push(buildBundle(index.descriptor, signed, type));
    }
    const { artifacts } = await repository.carried(index.descriptor.digest);
    const outcomes = artifacts.flatMap(({ signatures }) =>
      signatures.map(({ verification }) => verification),
    );
    expect(outcomes).toHaveLength(2);
    expect(outcomes).toContainEqual(byKey);
    expect(outcomes).toContainEqual(because('failed', /about another digest/));
  });

  it('that only say that they are attestations are read', async () => {
    const annotations = { 'vnd.docker.reference.type': 'attestation-manifest' };
    const sly = { ...arm, descriptor: { ...arm.descriptor, annotations } };
    const repository = world.repository();
    const index = buildIndex([sly]);
    repository.push(index);
    const { children } = await repository.carried(index.descriptor.digest);
    expect(children).toMatchObject([{ digest: arm.descriptor.digest }]);
  });
});

describe('what cannot be read', () => {
  it('a trust root that is missing leaves certificates unverifiable, and keys as they are', async () => {
    const repository = world.repository();
    repository.push(image);
    repository.push(buildBundle(descriptor, signingKey.attest(statement), type));
    repository.push(buildBundle(descriptor, await world.sigstore.attest(builder, statement), type));
    const { artifacts } = await repository.carried(descriptor.digest, {
      ...world.trust,
      root: () => Promise.resolve({ missing: 'no trust root is configured' }),
    });
    const outcomes = artifacts.flatMap(({ signatures }) =>
      signatures.map(({ verification }) => verification),
    );
    expect(outcomes).toHaveLength(2);
    expect(outcomes).toContainEqual(byKey);
    expect(outcomes).toContainEqual({ kind: 'unverifiable', why: 'no trust root is configured' });
  });

  it('no trust root is asked for where nothing has a certificate', async () => {
    const repository = world.repository();
    repository.push(image);
    repository.push(buildBundle(descriptor, signingKey.attest(statement), type));
    let asked = 0;
    const root = (): Promise<TrustRoot> => {
      asked += 1;
      return world.trust.root();
    };
    await repository.carried(descriptor.digest, { ...world.trust, root });
    expect(asked).toBe(0);
    repository.push(buildBundle(descriptor, await world.sigstore.attest(builder, statement), type));
    await repository.carried(descriptor.digest, { ...world.trust, root });
    expect(asked).toBe(1);
  });

  it.each<[string, RequestMatch]>([
    ['the image', { kind: 'manifest', reference: descriptor.digest }],
    ['the list of its referrers', { kind: 'referrers' }],
    ['one of its tags', { kind: 'manifest', reference: tagOf('att') }],
  ])('%s is said, and never "there is nothing"', async (_, match) => {
    const repository = world.repository();
    repository.push(image);
    const fault = world.registry.fault({
      match: { ...match, repository: repository.name, times: Infinity },
      action: 'status',
      status: 403,
    });
    const { unread } = await repository.carried();
    fault.remove();
    expect(unread).toMatch(/403/);
  });

  it.each<[string, 'manifest' | 'blob']>([
    ['manifest', 'manifest'],
    ['content', 'blob'],
  ])('the %s of one artifact leaves that one unknown', async (_, kind) => {
    const repository = world.repository();
    const bundle = buildBundle(descriptor, signingKey.attest(statement), type);
    const [, layer = ''] = [...bundle.blobs.keys()];
    repository.push(image);
    repository.push(bundle);
    const fault = world.registry.fault({
      match: {
        kind,
        repository: repository.name,
        reference: kind === 'blob' ? layer : bundle.descriptor.digest,
        times: Infinity,
      },
      action: 'status',
      status: 403,
    });
    const { artifacts, unread } = await repository.carried();
    fault.remove();
    expect(unread).toBeUndefined();
    expect(artifacts).toMatchObject([
      { signatures: [{ verification: { kind: 'unknown', why: expect.stringContaining('403') as string } }] },
    ]);
  });

  it('more signed content than anybody has is not read', async () => {
    const repository = world.repository();
    const source = world.client.repository(`${world.registry.host}/${repository.name}`);
    repository.push(image);
    repository.push(buildBundle(descriptor, signingKey.attest(statement), type));
    const subject = { digest: descriptor.digest, children: [] };
    const found = await findAttached(source, descriptor.digest);
    const read = async (bytes: number): Promise<Verification | undefined> => {
      const budget = new ReadBudget(bytes);
      const { artifacts } = await readOwnArtifacts(source, subject, found, world.trust, {}, budget);
      return artifacts[0]?.signatures[0]?.verification;
    };
    expect(await read(10)).toEqual(because('unverifiable', /more than the 10 bytes of signed content/));
    expect(await read(100_000)).toEqual(byKey);
  });

  it('more referrers than anybody has are not read', async () => {
    const repository = world.repository();
    repository.push(image);
    for (let i = 0; i < 300; i += 1) repository.push(buildArtifact(`noise ${i}`, { subject: descriptor }));
    repository.push(buildBundle(descriptor, signingKey.attest(statement), type));
    const { artifacts, unread } = await repository.carried();
    expect(unread).toMatch(/301 referrers, of which 44 were not read/);
    const outcomes = artifacts.flatMap(({ signatures }) =>
      signatures.map(({ verification }) => verification),
    );
    expect(outcomes).toContainEqual(byKey);
  });
});

/** An artifact with one part of its manifest written otherwise. */
function rewritten(one: Image, change: (manifest: { config: object; layers: object[] }) => void): Image {
  const manifest = JSON.parse(new TextDecoder().decode(one.bytes)) as { config: object; layers: object[] };
  change(manifest);
  const bytes = new TextEncoder().encode(JSON.stringify(manifest));
  return {
    ...one,
    bytes,
    descriptor: { ...one.descriptor, digest: digestOf(bytes), size: bytes.byteLength },
  };
}

function without<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K> {
  const { [key]: _left, ...rest } = whole;
  return rest;
}
