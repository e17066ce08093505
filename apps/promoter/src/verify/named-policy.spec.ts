import type { AppliedPolicy } from '@cip/provenance';
import { expect, it } from 'vitest';
import { nameAnywhere, named } from './named-policy.js';

const applied: AppliedPolicy = {
  policy: {
    mode: 'require',
    signers: [],
    builders: [],
    sources: [],
    predicateTypes: [],
    levels: [
      { images: ['charts/*'], level: 3 },
      { images: ['app'], level: 2 },
    ],
    offset: 0,
  },
  manifest: 'tools',
  source: 'gcr.io/staging',
  where: { file: 'manifest.yaml', line: 1 },
};

it('below the source of a policy an image has the rest as its name', () => {
  expect(named(applied, 'gcr.io/staging/charts/app')).toEqual({ applied, name: 'charts/app' });
});

it.each([
  ['mirror.example/charts/app', 'charts/app'],
  ['mirror.example/team/charts/app', 'charts/app'],
  ['mirror.example/team/app', 'app'],
  ['mirror.example/app', 'app'],
  ['mirror.example/team/other', 'team/other'],
])('%s may be the image %j', (repository, name) => {
  expect(nameAnywhere(applied, repository)).toEqual({ applied, name });
});
