import { digestOf, referrersTag } from '@cip/oci';
import type { AppliedPolicy } from '@cip/provenance';
import { buildBundle, buildLegacy, buildMultiPlatform, type Image, statementOf } from '@cip/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createStagingJudge, type JudgeStaging, type Trust } from './index.js';
import { policy, provenance, provenanceType } from './policy.fixture.js';
import { builder, image, startWorld, type World } from './signing.fixture.js';

const platforms = buildMultiPlatform('platforms', { layers: 1 });
const [first, second] = platforms.children.map(({ descriptor }) => descriptor.digest);
const { digest } = image.descriptor;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

/** A staging repository, and what its policy makes of images there. */
function staged(...images: readonly Image[]): {
  readonly source: string;
  readonly name: string;
  readonly judge: JudgeStaging;
  readonly policies: readonly AppliedPolicy[];
} {
  const repository = world.repository();
  for (const one of images) repository.push(one);
  const { name } = repository;
  const source = `${world.registry.host}/${name}`;
  const where = { file: 'manifests/app/promoter-manifest.yaml', line: 4 };
  return { source, name, judge: judgeWith(), policies: [{ policy, manifest: 'app', source, where }] };
}

function judgeWith(trust: Partial<Trust> = {}): JudgeStaging {
  const { client } = world;
  return createStagingJudge({
    trust: { ...world.trust, ...trust },
    repository: (name) => client.repository(name),
  });
}

/** Provenance that satisfies the policy. */
async function proofOf({ descriptor }: Image): Promise<Image> {
  const bundle = await world.sigstore.attest(builder, statementOf(descriptor, provenanceType, provenance));
  return buildBundle(descriptor, bundle, provenanceType);
}

it('lists a bundle by where its manifest is, and by the digest of the bundle', async () => {
  const artifact = await proofOf(image);
  const { source, judge, policies } = staged(image, artifact);
  const [, content] = [...artifact.blobs.keys()];
  expect(await judge(source, digest, policies)).toEqual({
    kind: 'judged',
    itself: {
      outcomes: [{ satisfied: true, level: 3 }],
      inputs: [{ uri: `${source}@${artifact.descriptor.digest}`, digest: content }],
    },
    platforms: new Map(),
  });
});

it('lists an envelope by its tag, and by the digest of its payload', async () => {
  const statement = statementOf(image.descriptor, provenanceType, provenance);
  const { envelope, ...material } = await world.sigstore.attestLegacy(builder, statement);
  const { source, name, judge, policies } = staged(image);
  const tag = `${referrersTag(digest)}.att`;
  world.registry.seed(name, buildLegacy('att', [{ content: envelope, ...material }]), [tag]);
  const { payload } = JSON.parse(envelope) as { readonly payload: string };
  expect(await judge(source, digest, policies)).toMatchObject({
    itself: { inputs: [{ uri: `${source}:${tag}`, digest: digestOf(Buffer.from(payload, 'base64')) }] },
  });
});

it('judges an index and each of its platforms, and reads all of them once', async () => {
  const [one] = platforms.children;
  const artifact = await proofOf(one!);
  const { source, judge, policies } = staged(platforms, artifact);
  const [judged] = await Promise.all([1, 2].map(() => judge(source, platforms.descriptor.digest, policies)));
  const asked = world.client.ledger.total;
  expect(await judge(source, platforms.descriptor.digest, policies)).toBe(judged);
  expect(world.client.ledger.total).toBe(asked);
  expect(judged).toMatchObject({ kind: 'judged', itself: { outcomes: [{ satisfied: false }] } });
  if (judged?.kind !== 'judged') throw new Error('nothing was judged');
  expect(judged.platforms.get(first!)).toMatchObject({ outcomes: [{ satisfied: true, level: 3 }] });
  expect(judged.platforms.get(second!)).toMatchObject({ outcomes: [{ satisfied: false }], inputs: [] });
});

it('asks nobody where no policy applies', async () => {
  const { source, judge } = staged();
  const asked = world.client.ledger.total;
  expect(await judge(source, digest, [])).toMatchObject({ itself: { outcomes: [], inputs: [] } });
  expect(world.client.ledger.total).toBe(asked);
});

it('tells what is gone from what cannot be read', async () => {
  const empty = staged();
  expect(await empty.judge(empty.source, digest, empty.policies)).toEqual({ kind: 'gone' });
  const other = staged(image);
  world.registry.fault({
    match: { kind: 'manifest', repository: other.name },
    action: 'status',
    status: 403,
  });
  expect(await other.judge(other.source, digest, other.policies)).toMatchObject({
    kind: 'unread',
    unread: expect.stringContaining('403') as string,
  });
});

it('judges nothing where the trust root cannot be had', async () => {
  const artifact = await proofOf(image);
  const { source, policies } = staged(image, artifact);
  const missing = 'the trust root cannot be fetched';
  const blind = judgeWith({ root: () => Promise.resolve({ missing }) });
  expect(await blind(source, digest, policies)).toEqual({ kind: 'unread', unread: missing });
});
