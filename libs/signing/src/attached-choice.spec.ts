import { parseSigner } from '@cip/manifest';
import { type Descriptor, type Digest, digestOf, mediaTypes, referrersTag } from '@cip/oci';
import { createRegistry } from '@cip/registry';
import {
  buildArtifact,
  buildBundle,
  buildImage,
  buildIndex,
  buildLegacy,
  type Image,
  type RegistryOptions,
  signaturePayload,
  startRegistry,
  statementOf,
  type TestRegistry,
} from '@cip/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AttachedChoice,
  type ChoiceOptions,
  type Chosen,
  createProver,
  findMissing,
  type LeftBehind,
} from './index.js';
import { builder, image, signingKey, startWorld, type World } from './signing.fixture.js';

const { descriptor } = image;
const { digest: root } = descriptor;
const spdx = 'https://spdx.dev/Document';
const sigTag = `${referrersTag(root)}.sig`;
const attTag = `${referrersTag(root)}.att`;
const source = (host: string): string => `${host}/foo/app`;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

function sbomOf(subject: Descriptor): Image {
  return buildBundle(subject, signingKey.attest(statementOf(subject, spdx)), spdx);
}

const payload = signaturePayload(descriptor);
const signature = buildLegacy('sig', [{ content: payload, signature: signingKey.sign(payload) }]);

interface Stage extends AsyncDisposable {
  readonly staging: TestRegistry;
  readonly production: TestRegistry;
  readonly left: LeftBehind[];
  readonly options: ChoiceOptions;
  choose(digest?: Digest, mediaType?: string): Promise<Chosen>;
}

async function stage(settings: RegistryOptions = {}, changes: Partial<ChoiceOptions> = {}): Promise<Stage> {
  const [staging, production] = await Promise.all([
    startRegistry({ verifyReferences: false, ...settings }),
    startRegistry({ verifyReferences: false }),
  ]);
  const client = createRegistry({ retryDeadline: 300 });
  const repository = (name: string) => client.repository(name);
  const left: LeftBehind[] = [];
  const { trust } = world;
  const options: ChoiceOptions = {
    repository,
    trust,
    prove: createProver({ trust, repository }),
    policiesOf: () => [],
    unverified: () => 'refuse',
    onLeft: (one) => left.push(one),
    ...changes,
  };
  const choice = new AttachedChoice(options);
  staging.seed('foo/app', image, ['v1']);
  return {
    staging,
    production,
    left,
    options,
    choose: (digest = root, mediaType = descriptor.mediaType) =>
      choice.of({ source: source(staging.host), digest, mediaType }),
    [Symbol.asyncDispose]: async () => {
      await client.close();
      await Promise.all([staging.close(), production.close()]);
    },
  };
}

const digestsIn = ({ artifacts }: Chosen): Digest[] => artifacts.map(({ digest }) => digest).sort();
const digestsOf = (...images: Image[]): Digest[] => images.map((one) => one.descriptor.digest).sort();

describe('what goes along with an image', () => {
  it('is what it has, by referrer and by tag, and what these have', async () => {
    await using on = await stage();
    const sbom = sbomOf(descriptor);
    const ofSbom = sbomOf(sbom.descriptor);
    for (const one of [sbom, ofSbom]) on.staging.seed('foo/app', one);
    on.staging.seed('foo/app', signature, [sigTag]);
    const chosen = await on.choose();
    expect(digestsIn(chosen)).toEqual(digestsOf(sbom, ofSbom, signature));
    expect(chosen.artifacts).toContainEqual({
      on: root,
      digest: signature.descriptor.digest,
      tag: sigTag,
      type: 'signature',
      signedBy: ['the key cosign.pub'],
    });
    expect(chosen.artifacts).toContainEqual(
      expect.objectContaining({ on: sbom.descriptor.digest, digest: ofSbom.descriptor.digest, type: spdx }),
    );
    expect(on.left).toEqual([]);
  });

  it('is what the children of an index have as well', async () => {
    await using on = await stage();
    const index = buildIndex([image, buildImage('other platform')]);
    on.staging.seed('foo/app', index);
    on.staging.seed('foo/app', sbomOf(descriptor));
    const { artifacts } = await on.choose(index.descriptor.digest, index.descriptor.mediaType);
    expect(artifacts).toMatchObject([{ on: root }]);
  });

  it('is read once for each digest, however many images share it, and whoever asks', async () => {
    await using on = await stage();
    const indexes = Array.from({ length: 20 }, (_, i) => buildIndex([image, buildImage(`${i}`)]));
    for (const one of indexes) on.staging.seed('foo/app', one);
    on.staging.seed('foo/app', sbomOf(descriptor));
    const all = [...indexes, ...indexes];
    const chosen = await Promise.all(
      all.map((index) => on.choose(index.descriptor.digest, index.descriptor.mediaType)),
    );
    expect(chosen.map(({ artifacts }) => artifacts.length)).toEqual(all.map(() => 1));
    expect(on.staging.count({ kind: 'referrers' })).toBe(20 + 20 + 1 + 1);
    expect(on.staging.count({ kind: 'tags' })).toBe(1);
  });

  it('ends at the fourth level, and says so', async () => {
    await using on = await stage();
    const chain: Image[] = [];
    for (let last = image; chain.length < 6; last = chain.at(-1) ?? last) chain.push(sbomOf(last.descriptor));
    for (const one of chain) on.staging.seed('foo/app', one);
    expect(digestsIn(await on.choose())).toEqual(digestsOf(...chain.slice(0, 4)));
    expect(on.left).toMatchObject([
      { digest: chain[4]?.descriptor.digest, why: 'is attached more than 4 levels deep' },
    ]);
  });

  it('is nothing where there is more than anybody has', async () => {
    await using on = await stage({}, { unverified: () => 'carry' });
    const digests = Array.from({ length: 5001 }, (_, i): Digest => `sha256:${`${i}`.padStart(64, '0')}`);
    const manifests = digests.map((digest) => ({ mediaType: mediaTypes.ociManifest, digest, size: 1 }));
    const bytes = new TextEncoder().encode(
      JSON.stringify({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }),
    );
    const index = { mediaType: mediaTypes.ociIndex, digest: digestOf(bytes), size: bytes.byteLength };
    on.staging.seed('foo/app', { descriptor: index, bytes, blobs: new Map(), children: [] });
    on.staging.seed('foo/app', sbomOf(index));
    const { artifacts } = await on.choose(index.digest, index.mediaType);
    expect(artifacts).toEqual([]);
    expect(on.left).toMatchObject([
      { on: index.digest, why: expect.stringContaining('more than 5000') as string },
    ]);
  });
});

it('a signature under the tag that the promoter signs under stays behind', async () => {
  await using on = await stage({}, { signsTags: true });
  on.staging.seed('foo/app', signature, [sigTag]);
  const sbom = sbomOf(descriptor);
  on.staging.seed('foo/app', sbom);
  expect(digestsIn(await on.choose())).toEqual(digestsOf(sbom));
  expect(on.left).toMatchObject([{ tag: sigTag, why: 'is under the tag that the promoter signs under' }]);
});

describe('what cannot be read', () => {
  it('of one artifact does not hold up the others, and is no reason to leave it behind', async () => {
    await using on = await stage();
    const [sbom, other] = [
      sbomOf(descriptor),
      buildBundle(descriptor, signingKey.attest(statementOf(descriptor, 'https://example.org/x')), 'x'),
    ];
    for (const one of [sbom, other]) on.staging.seed('foo/app', one);
    const match = { kind: 'manifest', reference: sbom.descriptor.digest, times: Infinity } as const;
    const fault = on.staging.fault({ action: 'status', status: 403, match });
    const chosen = await on.choose();
    expect(digestsIn(chosen)).toEqual(digestsOf(other));
    expect(chosen.failure).toMatchObject({ code: 'DENIED' });
    expect(on.left).toEqual([]);
    fault.remove();
  });

  it('of the list is a failure, and is asked for again', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', sbomOf(descriptor));
    const fault = on.staging.fault({
      action: 'status',
      status: 403,
      match: { kind: 'referrers', times: Infinity },
    });
    await expect(on.choose()).rejects.toThrow('403');
    fault.remove();
    expect((await on.choose()).artifacts).toHaveLength(1);
  });
});

it('without a policy, an attestation under a tag has to verify', async () => {
  await using on = await stage();
  // An envelope that nobody signed.
  const envelope = { payloadType: 'application/vnd.in-toto+json', payload: 'e30=', signatures: [] };
  on.staging.seed('foo/app', buildLegacy('att', [{ content: JSON.stringify(envelope) }]), [attTag]);
  const { violations, artifacts } = await on.choose();
  expect(artifacts).toEqual([]);
  expect(violations).toEqual([expect.stringMatching(new RegExp(`the tag ${attTag}`))]);
});

it.each([
  ['a trusted identity', `sigstore::${builder.issuer}::${builder.identity}`, 1],
  ['somebody else', `sigstore::${builder.issuer}::somebody@else.example`, 0],
])('what was signed by %s', async (_, trusted, expected) => {
  const signer = parseSigner(trusted);
  if ('why' in signer) return expect.fail(signer.why);
  await using on = await stage({}, { trust: { ...world.trust, identities: [signer] } });
  const bundle = await world.sigstore.attest(builder, statementOf(descriptor, spdx));
  on.staging.seed('foo/app', buildBundle(descriptor, bundle, spdx));
  expect((await on.choose()).artifacts).toHaveLength(expected);
  expect(on.left.map(({ why }) => why)).toEqual(
    expected === 1 ? [] : ['is signed by nobody whom a policy or the configuration trusts'],
  );
});

describe('what a destination lacks', () => {
  const find = (on: Stage) => {
    const { repository, onLeft } = on.options;
    const choice = new AttachedChoice(on.options);
    return findMissing({ choice, repository, isWanted: () => true, ...(onLeft && { onLeft }) });
  };
  const promised = (on: Stage) => ({
    source: source(on.staging.host),
    digest: root,
    mediaType: descriptor.mediaType,
    isNew: false,
  });

  it('is all that should be there and is not', async () => {
    await using on = await stage();
    const sbom = sbomOf(descriptor);
    for (const registry of [on.staging, on.production]) registry.seed('foo/app', sbom);
    on.staging.seed('foo/app', signature, [sigTag]);
    const { missing } = await find(on)(promised(on), source(on.production.host));
    expect(missing).toMatchObject([{ tag: sigTag, digest: signature.descriptor.digest }]);
    on.production.seed('foo/app', signature, [sigTag]);
    expect(await find(on)(promised(on), source(on.production.host))).toMatchObject({ missing: [] });
  });

  it('is nothing, and costs nothing there, for an image without attached artifacts', async () => {
    await using on = await stage();
    expect(await find(on)(promised(on), source(on.production.host))).toEqual({ missing: [] });
    expect(on.production.requests).toEqual([]);
    expect(on.staging.requests.map(({ kind }) => kind).sort()).toEqual(['referrers', 'tags']);
  });

  it('is left alone where another signature has the tag', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', signature, [sigTag]);
    on.production.seed('foo/app', buildArtifact('the promoter’s'), [sigTag]);
    expect(await find(on)(promised(on), source(on.production.host))).toMatchObject({ missing: [] });
    expect(on.left).toMatchObject([
      { tag: sigTag, why: expect.stringContaining('tags are never moved') as string },
    ]);
  });

  it('is unknown where one side does not let itself be read', async () => {
    await using on = await stage();
    on.staging.seed('foo/app', sbomOf(descriptor));
    on.production.fault({ action: 'status', status: 403, match: { kind: 'referrers', times: Infinity } });
    expect(await find(on)(promised(on), source(on.production.host))).toMatchObject({
      missing: [],
      unread: { side: 'destination', failure: { code: 'DENIED' } },
    });
    on.staging.fault({ action: 'status', status: 403, match: { kind: 'tags', times: Infinity } });
    expect(await find(on)(promised(on), source(on.production.host))).toMatchObject({
      missing: [],
      unread: { side: 'source', failure: { code: 'DENIED' } },
    });
  });
});
