import { expect, it } from 'vitest';
import { evaluate } from './evaluate.js';
import {
  attached,
  boundPolicy,
  digest,
  image,
  policyOf,
  provenance,
  release,
  verifiedBy,
  workflow,
} from './fixtures.js';

it('the example of the README holds', () => {
  const policy = policyOf(boundPolicy);
  const builder = `${workflow}@refs/tags/v1.2.3`;
  const attestations = [attached(provenance({ builder }), verifiedBy(release))];

  const found = { digest: digest('a'), kind: 'image', attestations, children: [] } as const;
  const evaluation = evaluate(policy, found, 'charts/app');
  expect(evaluation).toMatchObject({ satisfied: true, level: 3, by: [builder], violations: [] });
  expect(evaluate(policy, image(), 'charts/app').violations).toEqual(['the image has no build provenance']);
});
