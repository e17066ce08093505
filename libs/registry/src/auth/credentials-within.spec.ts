import { expect, it } from 'vitest';
import type { CredentialRequest } from './credentials.js';
import { credentialsWithin } from './credentials-within.js';

const registries = new Set(['gcr.io/k8s-staging-foo', 'Corp.example:5000', 'us.example/prod/']);
const provider = credentialsWithin(() => Promise.resolve({ kind: 'bearer', token: 'secret' }), {
  registries,
  whyNot: (repository) => `nobody trusts ${repository}`,
});

function ask(host: string, repository: string): ReturnType<typeof provider> {
  return provider({ host, repository, access: 'read' } satisfies CredentialRequest);
}

it.each([
  ['gcr.io', 'k8s-staging-foo'],
  ['gcr.io', 'k8s-staging-foo/app'],
  ['GCR.io', 'k8s-staging-foo/deep/app'],
  ['corp.example:5000', 'anything'],
  ['us.example', 'prod/app'],
])('%s/%s may be asked with credentials', async (host, repository) => {
  expect(await ask(host, repository)).toMatchObject({ token: 'secret' });
});

it.each([
  ['gcr.io', 'k8s-staging-foobar'],
  ['gcr.io', 'private/app'],
  ['gcr.io', ''],
  ['corp.example', 'anything'],
  ['evil.example', 'k8s-staging-foo/app'],
])('%s/%s may not', async (host, repository) => {
  expect(await ask(host, repository)).toEqual({ kind: 'none', why: `nobody trusts ${host}/${repository}` });
});

it('takes up what is added later', async () => {
  expect(await ask('later.example', 'app')).toMatchObject({ kind: 'none' });
  registries.add('later.example');
  expect(await ask('later.example', 'app')).toMatchObject({ token: 'secret' });
});
