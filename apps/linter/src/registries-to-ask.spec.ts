import { emptyTree, type ManifestTree, parseThinTree } from '@cip/manifest';
import { defaultPolicy } from '@cip/policy';
import { registriesYaml } from '@cip/testing';
import { expect, it } from 'vitest';
import { type Naming, registriesToAsk } from './registries-to-ask.js';

function treeBetween(source: string, ...destinations: string[]): ManifestTree {
  const path = 'manifests/foo/promoter-manifest.yaml';
  return parseThinTree([
    { path, shownAs: path, text: registriesYaml({ source, destinations }) },
    { path: 'images/foo/images.yaml', shownAs: 'images/foo/images.yaml', text: '' },
  ]);
}

const before: Naming = {
  policy: {
    ...defaultPolicy,
    productionRegistries: ['us.example/prod'],
    stagingRegistries: ['staging.example'],
    subprojects: { foo: { source: 'other.example/foo' }, bar: { prefixes: ['bar'] } },
  },
  tree: treeBetween('gcr.example/foo', 'asia.example/prod', 'eu.example/prod'),
};
const now: Naming = {
  policy: { ...defaultPolicy, productionRegistries: ['new.example/prod'] },
  tree: treeBetween('evil.example/foo', 'eu.example/prod'),
};
const flags = { onlineHosts: ['allowed.example:5000'], mayBeStrangers: false };

it('with a base: what its configuration and its tree name', () => {
  const { registries, whyNot } = registriesToAsk(now, before, flags);
  expect(registries).toEqual([
    'allowed.example:5000',
    'us.example/prod',
    'staging.example',
    'other.example/foo',
    'gcr.example/foo',
    'asia.example/prod',
    'eu.example/prod',
  ]);
  expect(whyNot('evil.example')).toContain('only this change names evil.example');
});

it('with an empty base: what flags allow', () => {
  const empty = { policy: defaultPolicy, tree: emptyTree };
  expect(registriesToAsk(now, empty, flags).registries).toEqual(flags.onlineHosts);
});

it('without a base: what stands there', () => {
  expect(registriesToAsk(now, undefined, flags).registries).toEqual([
    'allowed.example:5000',
    'new.example/prod',
    'evil.example/foo',
    'eu.example/prod',
  ]);
});

it('without a base, where strangers may have written it: what flags allow', () => {
  const { registries, whyNot } = registriesToAsk(now, undefined, { ...flags, mayBeStrangers: true });
  expect(registries).toEqual(flags.onlineHosts);
  expect(whyNot('evil.example')).toContain('give --base REV');
});
