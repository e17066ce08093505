import type { ProvenancePolicy } from '@cip/manifest';
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
  offset: 0,
};
const applied = { policy, manifest: 'app', where: { file: 'manifests/app/promoter-manifest.yaml', line: 4 } };
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
  const { client } = world;
  const prove = createProver({
    trust: () => Promise.resolve(world.trust),
    repository: (name) => client.repository(name),
  });
  const [outcome] = await prove(`${world.registry.host}/${repository.name}`, digest, [applied]);
  expect(outcome).toMatchObject({ satisfied: false, by: [], signedBy: [] });
  expect(outcome?.violations).toHaveLength(1);
});
