import type { PolicyOutcome } from '@cip/provenance';
import { expect, it } from 'vitest';
import type { AddedProvenance } from '../registry-facts.js';
import { factsWith, findings, index, newDigest, source } from './online-facts.fixture.js';
import { provenanceViolated, provenanceWarning } from './provenance-violated.js';

const outcome: PolicyOutcome = {
  manifest: 'foo',
  where: { file: 'manifests/foo/promoter-manifest.yaml', line: 7 },
  mode: 'require',
  satisfied: false,
  by: [],
  signedBy: [],
  accepted: [],
  violations: ['the image has no build provenance', 'nobody attests https://spdx.dev/Document'],
  notes: [],
};

const found = (rule: typeof provenanceViolated, ...outcomes: PolicyOutcome[]) => {
  const provenance: AddedProvenance = { outcomes, invalid: [], signers: [], isPartial: false };
  return findings(rule, factsWith({ added: [{ source, digest: newDigest, facts: index, provenance }] }));
};

it.each([
  { mode: 'require', rule: provenanceViolated, severity: 'error', other: provenanceWarning },
  { mode: 'warn', rule: provenanceWarning, severity: 'warning', other: provenanceViolated },
] as const)('a policy that would $mode is a finding of severity $severity', (given) => {
  const { mode, rule, severity, other } = given;
  expect(found(rule, { ...outcome, mode })).toMatchObject([
    {
      severity,
      message:
        'sha256:1a0000000000 does not satisfy the provenance policy of foo (manifests/foo/promoter-manifest.yaml:7): the image has no build provenance; nobody attests https://spdx.dev/Document',
      where: { file: 'images/foo/images.yaml', line: 3, column: 5 },
      related: [{ where: { file: 'manifests/foo/promoter-manifest.yaml', line: 7, column: 1 } }],
      touches: [{ subproject: 'foo', image: 'app', digest: newDigest }],
    },
  ]);
  expect(found(other, { ...outcome, mode })).toEqual([]);
});

it('each policy that is not satisfied is a finding', () => {
  const satisfied = { ...outcome, satisfied: true, violations: [] };
  const other = { ...outcome, manifest: 'bar' };
  expect(found(provenanceViolated, outcome, satisfied, other)).toHaveLength(2);
});

it('what was not looked at is fine', () => {
  expect(findings(provenanceViolated, factsWith())).toEqual([]);
});
