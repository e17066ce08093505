import { expect, it } from 'vitest';
import { attachedFor, configurationIn } from './index.js';

it('the example of the README holds', () => {
  const text = `productionRegistries: [eu.gcr.io/prod, us.gcr.io/prod]
registries:
  us-docker.pkg.dev: { rps: 3000/m, concurrency: 12 }
attached:
  keep: canonical
  canonical: us.gcr.io/prod
`;
  const configuration = configurationIn({ current: { shownAs: 'registry/.cip.yaml', text } });
  expect(configuration.policy.productionRegistries).toEqual(['eu.gcr.io/prod', 'us.gcr.io/prod']);
  expect(configuration.registries.get('us-docker.pkg.dev')).toEqual({ rps: 50, concurrency: 12 });
  expect(attachedFor('tools', configuration.attached)).toEqual({
    keep: 'canonical',
    canonical: 'us.gcr.io/prod',
    unverified: 'refuse',
  });
});
