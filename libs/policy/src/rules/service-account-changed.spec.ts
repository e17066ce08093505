import { expect, it } from 'vitest';
import { saidOf } from './changes.fixture.js';
import { serviceAccountChanged } from './service-account-changed.js';

const file = 'manifests/tools/promoter-manifest.yaml';

function registries(account: string | undefined, names = ['eu.gcr.io/prod/tools', 'us.gcr.io/prod/tools']) {
  const as = account === undefined ? '' : `\n  service-account: ${account}`;
  const blocks = names.map((name) => `- name: ${name}${as}\n`);
  return { [file]: `registries:\n- name: gcr.io/staging-tools\n  src: true\n${blocks.join('')}` };
}

it.each([
  ['a@x.example', 'b@x.example', 'from a@x.example to b@x.example'],
  [undefined, 'b@x.example', 'from none to b@x.example'],
  ['a@x.example', undefined, 'from a@x.example to none'],
])('tells once what changes for all registries of a subproject: %s, now %s', (before, after, change) => {
  expect(saidOf(serviceAccountChanged, registries(before), registries(after))).toEqual([
    `${file}:4:3 the service account for eu.gcr.io/prod/tools and 1 other registry changes ${change}`,
  ]);
});

it('says nothing of a new registry, or of another order', () => {
  const before = registries('a@x.example');
  expect(
    saidOf(
      serviceAccountChanged,
      before,
      registries('a@x.example', ['us.gcr.io/prod/tools', 'eu.gcr.io/prod/tools', 'asia.gcr.io/prod/tools']),
    ),
  ).toEqual([]);
  expect(saidOf(serviceAccountChanged, {}, before)).toEqual([]);
});
