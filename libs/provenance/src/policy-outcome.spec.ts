import { expect, it } from 'vitest';
import { evaluate } from './evaluate.js';
import {
  account,
  attached,
  certificate,
  cloud,
  google,
  image,
  policyOf,
  provenance,
  simplePolicy,
  statement,
  verifiedBy,
} from './fixtures.js';
import { policyOutcome } from './policy-outcome.js';

it('the outcome of a policy has each signer and each attestation once, and no payload', () => {
  const policy = policyOf(simplePolicy);
  const build = attached(provenance(), undefined, { number: 2 });
  const sbom = attached(statement(), verifiedBy(certificate()), { number: 1 });
  const where = { file: 'manifests/tools/promoter-manifest.yaml', line: 4 };
  const evaluation = evaluate(policy, image(build, sbom), 'app');
  expect(policyOutcome({ policy, manifest: 'tools', source: 'gcr.io/staging', where }, evaluation)).toEqual({
    manifest: 'tools',
    where,
    mode: 'require',
    satisfied: true,
    level: 3,
    by: [cloud],
    signedBy: [`${account} (${google})`],
    accepted: [sbom.digest, build.digest],
    violations: [],
    notes: evaluation.notes,
  });
});

it('the outcome of a policy that is not satisfied has no level', () => {
  const policy = policyOf(simplePolicy.replace('require', 'warn'));
  const where = { file: 'manifest.yaml', line: 1 };
  const applied = { policy, manifest: 'tools', source: 'gcr.io/staging', where };
  const outcome = policyOutcome(applied, evaluate(policy, image(), 'app'));
  expect(outcome).toMatchObject({
    mode: 'warn',
    satisfied: false,
    violations: ['the image has no build provenance'],
  });
  expect(outcome).not.toHaveProperty('level');
});
