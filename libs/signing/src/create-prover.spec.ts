import type { ProvenancePolicy } from '@cip/manifest';
import type { AppliedPolicy, Prove } from '@cip/provenance';
import { buildBundle, statementOf } from '@cip/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProver } from './index.js';
import { builder, image, startWorld, type World } from './signing.fixture.js';

const type = 'https://slsa.dev/provenance/v1';
const { digest } = image.descriptor;
const signer = `sigstore::${builder.issuer}::${builder.identity}`;
const policy: ProvenancePolicy = {
  mode: 'require',
  signers: [
    {
      text: signer,
      issuer: { kind: 'exact', text: builder.issuer, ignoresCase: false },
      identity: { kind: 'exact', text: builder.identity, ignoresCase: false },
    },
  ],
  builders: [{ id: 'https://cloudbuild.googleapis.com/GoogleHostedWorker', level: 3, signers: [] }],
  sources: ['github.com/org/repo'],
  predicateTypes: [],
  levels: [],
  offset: 0,
};
const where = { file: 'manifests/app/promoter-manifest.yaml', line: 4 };
const predicate = {
  buildDefinition: {
    buildType: 'https://cloud.google.com/build/gcb-buildtypes/google-worker/v1',
    externalParameters: { buildConfigSource: { repository: 'git+https://github.com/org/repo' } },
    resolvedDependencies: [{ uri: 'git+https://github.com/org/repo@refs/tags/v1.0.0' }],
  },
  runDetails: {
    builder: { id: 'https://cloudbuild.googleapis.com/GoogleHostedWorker' },
    metadata: { invocationId: 'https://cloudbuild.googleapis.com/builds/1' },
  },
};

let world: World;

/** The policy as it applies to all that lies below `staging`. */
function appliedTo(changes: Partial<ProvenancePolicy> = {}): AppliedPolicy {
  return {
    policy: { ...policy, ...changes },
    manifest: 'app',
    source: `${world.registry.host}/staging`,
    where,
  };
}

/** A prover that reads the registry of the tests. */
function prover(): Prove {
  const { client, trust } = world;
  return createProver({ trust: () => Promise.resolve(trust), repository: (name) => client.repository(name) });
}

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

it('proves an image once, whoever asks, and loads its trust when there is something to prove', async () => {
  const repository = world.repository();
  const about = statementOf(image.descriptor, type, predicate);
  repository.push(image);
  repository.push(buildBundle(image.descriptor, await world.sigstore.attest(builder, about), type));
  let loaded = 0;
  const { client } = world;
  const prove = createProver({
    trust: () => {
      loaded += 1;
      return Promise.resolve(world.trust);
    },
    repository: (name) => client.repository(name),
  });
  expect(loaded).toBe(0);
  const source = `${world.registry.host}/${repository.name}`;
  const applied = appliedTo();
  const outcomes = await Promise.all([prove(source, digest, [applied]), prove(source, digest, [applied])]);
  const asked = client.ledger.total;
  expect(await prove(source, digest, [applied])).toBe(outcomes[0]);
  expect(client.ledger.total).toBe(asked);
  expect(loaded).toBe(1);
  expect(outcomes[0]).toMatchObject([
    {
      manifest: 'app',
      satisfied: true,
      level: 3,
      by: ['https://cloudbuild.googleapis.com/GoogleHostedWorker'],
      signedBy: [`${builder.identity} (${builder.issuer})`],
      violations: [],
    },
  ]);
});

it('an image that carries nothing is not proven', async () => {
  const repository = world.repository();
  repository.push(image);
  const [outcome] = await prover()(`${world.registry.host}/${repository.name}`, digest, [appliedTo()]);
  expect(outcome).toMatchObject({ satisfied: false, by: [], signedBy: [] });
  expect(outcome?.violations).toHaveLength(1);
});

it('an image is held to the level that its name selects, relative to the source of each policy', async () => {
  const repository = world.repository();
  repository.push(image);
  // Without an invocation it reaches level 2.
  const incomplete = { ...predicate, runDetails: { builder: predicate.runDetails.builder } };
  const about = statementOf(image.descriptor, type, incomplete);
  repository.push(buildBundle(image.descriptor, await world.sigstore.attest(builder, about), type));
  const { host } = world.registry;
  const outcomes = await prover()(`${host}/${repository.name}`, digest, [
    appliedTo({ levels: [{ images: ['app-[0-9]*'], level: 3 }] }),
    appliedTo({ levels: [{ images: ['staging/app-*'], level: 3 }] }),
    { ...appliedTo({ levels: [{ images: ['staging/app-*'], level: 3 }] }), source: host },
    { ...appliedTo({ levels: [{ images: ['*'], level: 3 }] }), source: `${host}/${repository.name}` },
  ]);
  expect(outcomes.map(({ satisfied, level }) => [satisfied, level])).toEqual([
    [false, undefined],
    [true, 2],
    [false, undefined],
    [true, 2],
  ]);
  const name = repository.name.replace('staging/', '');
  expect(outcomes[0]?.violations).toEqual([
    `its build provenance, of the builder ${predicate.runDetails.builder.id}, reaches level 2, and the policy demands level 3 of ${name}`,
  ]);
  expect(outcomes[0]?.accepted).toEqual(outcomes[1]?.accepted);
  expect(outcomes[0]?.accepted).toHaveLength(1);
});
