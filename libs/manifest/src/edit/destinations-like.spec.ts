import { expect, it } from 'vitest';
import { parseThinTree } from '../parse-thin-tree.js';
import { destinationsLike } from './destinations-like.js';

function like(other: string, names: readonly string[], subproject: string, prefix?: string): string[] {
  const path = `manifests/${other}/promoter-manifest.yaml`;
  const lines = names.map((name) => `- name: ${name}\n`).join('');
  const text = `registries:\n- name: s.example/staging\n  src: true\n${lines}`;
  const [manifest] = parseThinTree([{ path, shownAs: path, text }]).manifests;
  return manifest ? destinationsLike(manifest, subproject, prefix).destinations.map(({ name }) => name) : [];
}

it.each<[string, string, string[], string, string | undefined, string[]]>([
  [
    'the same name',
    'tools',
    ['us.example/prod/tools', 'eu.example/prod/tools'],
    'docs',
    undefined,
    ['us.example/prod/docs', 'eu.example/prod/docs'],
  ],
  [
    'a prefix that both have',
    'k8s-staging-tools',
    ['us.example/prod/tools'],
    'k8s-staging-docs',
    undefined,
    ['us.example/prod/docs'],
  ],
  [
    'a prefix of the project',
    'k8s-staging-tools',
    ['us.example/prod/tools'],
    'docs',
    'k8s-staging-',
    ['us.example/prod/docs'],
  ],
  [
    'a name in several words',
    'k8s-staging-kube-a',
    ['us.example/prod/kube-a'],
    'k8s-staging-kube-b',
    undefined,
    ['us.example/prod/kube-b'],
  ],
  ['a path that ends otherwise', 'tools', ['us.example/prod'], 'docs', undefined, ['us.example/prod']],
  [
    'a name that only ends alike',
    'k8s-staging-e2e-test-images',
    ['us.example/prod/images'],
    'k8s-staging-docs',
    'k8s-staging-',
    ['us.example/prod/images'],
  ],
  [
    'a name within the path',
    'tools',
    ['us.example/tools/images', 'us.example/tools'],
    'docs',
    undefined,
    ['us.example/tools/images', 'us.example/docs'],
  ],
  ['a host of that name', 'tools', ['tools'], 'docs', undefined, ['tools']],
])('%s', (_, other, names, subproject, prefix, expected) => {
  expect(like(other, names, subproject, prefix)).toEqual(expected);
});

it('takes the service accounts, and counts what is shared', () => {
  const path = 'manifests/tools/promoter-manifest.yaml';
  const text = `registries:\n- {name: s.example/tools, src: true}\n- {name: us.example/tools, service-account: me@x.example}\n- {name: eu.example/prod}\n`;
  const [manifest] = parseThinTree([{ path, shownAs: path, text }]).manifests;
  expect(manifest && destinationsLike(manifest, 'docs')).toEqual({
    destinations: [{ name: 'us.example/docs', serviceAccount: 'me@x.example' }, { name: 'eu.example/prod' }],
    shared: 1,
  });
});
