import type { ProvenancePolicy } from '@cip/manifest';
import type { AppliedPolicy, Prove } from '@cip/provenance';
import { buildBundle, statementOf } from '@cip/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProver } from './index.js';
import { policy, provenance, provenanceType } from './policy.fixture.js';
import { builder, image, startWorld, type World } from './signing.fixture.js';

const { digest } = image.descriptor;
const where = { file: 'manifests/app/promoter-manifest.yaml', line: 4 };

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
  return createProver({ trust, repository: (name) => client.repository(name) });
}

beforeAll(async () => {
  world = await startWorld();
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
});

it('proves an image once, whoever asks', async () => {
  const repository = world.repository();
  const about = statementOf(image.descriptor, provenanceType, provenance);
  repository.push(image);
  repository.push(buildBundle(image.descriptor, await world.sigstore.attest(builder, about), provenanceType));
  const { client, trust } = world;
  const prove = createProver({ trust, repository: (name) => client.repository(name) });
  const source = `${world.registry.host}/${repository.name}`;
  const applied = appliedTo();
  const outcomes = await Promise.all([prove(source, digest, [applied]), prove(source, digest, [applied])]);
  const asked = client.ledger.total;
  expect(await prove(source, digest, [applied])).toBe(outcomes[0]);
  expect(client.ledger.total).toBe(asked);
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
  const incomplete = { ...provenance, runDetails: { builder: provenance.runDetails.builder } };
  const about = statementOf(image.descriptor, provenanceType, incomplete);
  repository.push(buildBundle(image.descriptor, await world.sigstore.attest(builder, about), provenanceType));
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
    `its build provenance, of the builder ${provenance.runDetails.builder.id}, reaches level 2, and the policy demands level 3 of ${name}`,
  ]);
  expect(outcomes[0]?.accepted).toEqual(outcomes[1]?.accepted);
  expect(outcomes[0]?.accepted).toHaveLength(1);
});

const reusable = 'https://github.com/org/repo/.github/workflows/provenance.yml@refs/tags/v1';

/** The policy of a reusable workflow that only releases may call. */
const ofReleases: Partial<ProvenancePolicy> = {
  signers: [
    {
      text: 'github',
      issuer: { kind: 'exact', text: 'https://token.actions.githubusercontent.com', ignoresCase: false },
      identity: { kind: 'exact', text: reusable, ignoresCase: false },
    },
  ],
  builders: [
    {
      id: reusable,
      level: 3,
      signers: [],
      caller: {
        workflows: ['.github/workflows/release.yml'],
        refs: ['refs/tags/v*'],
        events: ['push'],
      },
    },
  ],
};

const calledFor = 'its builder was called by https://github.com/org/repo/.github/workflows/release.yml@';

it.each([
  ['a release', { ref: 'refs/tags/v1.2.3', event_name: 'push' }, undefined],
  [
    'a branch',
    { ref: 'refs/heads/main', event_name: 'push' },
    `${calledFor}refs/heads/main, and the policy allows only the refs refs/tags/v*`,
  ],
  [
    'a release by hand',
    { ref: 'refs/tags/v1.2.3', event_name: 'workflow_dispatch' },
    `${calledFor}refs/tags/v1.2.3 on the event workflow_dispatch, and the policy allows only push`,
  ],
  ['nobody', undefined, 'its certificate does not say which workflow called its builder'],
])('a builder that was called for %s counts by its certificate', async (_, run, why) => {
  const path = '.github/workflows/release.yml';
  const ref = run?.ref ?? 'refs/tags/v1.2.3';
  const claims = run && { ...run, repository: 'org/repo', workflow_ref: `org/repo/${path}@${ref}` };
  const who = {
    issuer: 'https://token.actions.githubusercontent.com',
    identity: reusable,
    ...(claims && { claims }),
  };
  const about = statementOf(image.descriptor, provenanceType, {
    buildDefinition: {
      ...provenance.buildDefinition,
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { repository: 'https://github.com/org/repo', path, ref } },
    },
    runDetails: { ...provenance.runDetails, builder: { id: reusable } },
  });
  const repository = world.repository();
  repository.push(image);
  repository.push(buildBundle(image.descriptor, await world.sigstore.attest(who, about), provenanceType));
  const source = `${world.registry.host}/${repository.name}`;
  const [outcome] = await prover()(source, digest, [appliedTo(ofReleases)]);
  expect(outcome?.satisfied).toBe(why === undefined);
  expect(outcome?.by).toEqual(why === undefined ? [reusable] : []);
  expect(outcome?.violations).toEqual(
    why === undefined ? [] : [expect.stringMatching(/ does not count: /) as string],
  );
  if (why !== undefined) expect(outcome?.violations[0]).toContain(why);
});
