import { parsePlainManifest } from '@cip/manifest';
import { describe, expect, it } from 'vitest';
import { treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { defaultPolicy } from '../policy.js';
import { sourceMatchesFolder } from './source-matches-folder.js';

const on = { rules: { 'source-matches-folder': 'error' as const } };

function from(source: string, folder = 'tools'): Record<string, string> {
  return {
    [`manifests/${folder}/promoter-manifest.yaml`]: `registries:\n- name: eu.gcr.io/prod\n- {name: ${source}, src: true}\n`,
    [`images/${folder}/images.yaml`]: '',
  };
}

it('reports a source of another name where it stands', () => {
  expect(found(sourceMatchesFolder, treeOf(from('gcr.io/staging/forge')))).toEqual([
    {
      at: 'manifests/tools/promoter-manifest.yaml 3:3',
      severity: 'error',
      message:
        'the source gcr.io/staging/forge does not belong to the folder tools, where a registry that ends with /tools is expected',
      related: [],
      touches: [{ subproject: 'tools', source: 'gcr.io/staging/forge' }],
    },
  ]);
});

it.each([
  ['a name that only ends like the folder', from('gcr.io/staging-tools')],
  ['a name with the folder above its end', from('gcr.io/tools/forge')],
  ['a folder with the name of what every object has', from('gcr.io/staging-tools', 'constructor')],
])('reports %s', (_situation, files) => {
  expect(found(sourceMatchesFolder, treeOf(files))).toHaveLength(1);
});

it('what the configuration says about a folder replaces its name', () => {
  const subprojects = { tools: { source: 'gcr.io/staging/forge' } };
  expect(found(sourceMatchesFolder, treeOf(from('gcr.io/staging/forge')), { ...on, subprojects })).toEqual(
    [],
  );
  expect(
    found(sourceMatchesFolder, treeOf(from('gcr.io/staging/tools')), { ...on, subprojects }),
  ).toMatchObject([
    { message: expect.stringMatching(/where gcr\.io\/staging\/forge is expected/) as string },
  ]);
});

it.each([
  ['the last segment', treeOf(from('gcr.io/staging/tools'))],
  ['a source without a path', treeOf(from('tools', 'tools'))],
  [
    'a plain manifest, which has no folder',
    parsePlainManifest({
      shownAs: 'all.yaml',
      text: 'registries:\n- {name: gcr.io/staging-tools, src: true}\n- name: eu.gcr.io/prod\nimages: []\n',
    }),
  ],
])('is silent about %s', (_situation, tree) => {
  expect(tree.manifests).toHaveLength(1);
  expect(found(sourceMatchesFolder, tree)).toEqual([]);
});

it('is off without configuration', () => {
  expect(
    found(sourceMatchesFolder, treeOf(from('gcr.io/staging/forge')), { rules: defaultPolicy.rules }),
  ).toEqual([]);
});

describe('with staging registries', () => {
  const policy = {
    ...on,
    stagingRegistries: ['gcr.io/staging-*', 'us-docker.pkg.dev/staging/images'],
    subprojects: { 'staging-forge': { source: 'gcr.io/staging-smithy' } },
  };

  it.each([
    ['gcr.io/staging-tools', 'staging-tools'],
    ['us-docker.pkg.dev/staging/images/tools', 'tools'],
    ['us-docker.pkg.dev/staging/images/staging-tools', 'staging-tools'],
    ['gcr.io/staging-smithy', 'staging-forge'],
  ])('%s is the source of %s', (source, folder) => {
    expect(found(sourceMatchesFolder, treeOf(from(source, folder)), policy)).toEqual([]);
  });

  it.each([
    [
      'evil.example/staging-tools',
      'staging-tools',
      'where gcr.io/staging-tools, us-docker.pkg.dev/staging/images/staging-tools is expected',
    ],
    ['gcr.io/more/staging-tools', 'staging-tools', 'does not belong to the folder staging-tools'],
    ['gcr.io/staging-tools/staging-tools', 'staging-tools', 'does not belong to the folder staging-tools'],
    ['gcr.io/staging-tools', 'staging-mill', 'does not belong to the folder staging-mill'],
    ['gcr.io/tools', 'tools', 'where us-docker.pkg.dev/staging/images/tools is expected'],
    ['gcr.io/staging-smithy', 'staging-smithy', 'belongs to the folder staging-forge'],
    ['gcr.io/staging-forge', 'staging-forge', 'where gcr.io/staging-smithy is expected'],
  ])('%s is not that of %s', (source, folder, message) => {
    const [finding, ...others] = found(sourceMatchesFolder, treeOf(from(source, folder)), policy);
    expect(finding?.message).toContain(message);
    expect(others).toEqual([]);
  });

  describe('and a prefix of the folders', () => {
    const prefixed = {
      ...on,
      stagingPrefix: 'k8s-staging-',
      stagingRegistries: ['gcr.io/k8s-staging-*', 'us-docker.pkg.dev/staging'],
    };

    it.each([
      ['gcr.io/k8s-staging-tools', 'k8s-staging-tools'],
      ['us-docker.pkg.dev/staging/tools', 'k8s-staging-tools'],
      ['us-docker.pkg.dev/staging/k8s-staging-tools', 'k8s-staging-tools'],
      ['us-docker.pkg.dev/staging/charts', 'charts'],
    ])('%s is the source of %s', (source, folder) => {
      expect(found(sourceMatchesFolder, treeOf(from(source, folder)), prefixed)).toEqual([]);
    });

    it.each([
      ['gcr.io/tools', 'k8s-staging-tools', 'us-docker.pkg.dev/staging/tools is expected'],
      ['us-docker.pkg.dev/staging/forge', 'k8s-staging-tools', 'does not belong to the folder'],
      ['us-docker.pkg.dev/staging/tools/more', 'k8s-staging-tools', 'does not belong to the folder'],
    ])('%s is not that of %s', (source, folder, message) => {
      const [finding] = found(sourceMatchesFolder, treeOf(from(source, folder)), prefixed);
      expect(finding?.message).toContain(message);
    });

    it('a folder with the name of the subproject of another does not share its source', () => {
      const source = 'us-docker.pkg.dev/staging/tools';
      const tree = treeOf({ ...from(source, 'k8s-staging-tools'), ...from(source, 'tools') });
      expect(found(sourceMatchesFolder, tree, prefixed).map(({ touches }) => touches)).toEqual([
        [{ subproject: 'tools', source }],
      ]);
    });
  });

  it('says so where they have no registry for a folder', () => {
    const only = { ...policy, stagingRegistries: ['gcr.io/staging-*'] };
    expect(found(sourceMatchesFolder, treeOf(from('gcr.io/tools')), only)).toMatchObject([
      {
        message:
          'the source gcr.io/tools is none of the "stagingRegistries", which have none for the folder tools',
      },
    ]);
  });

  it.each([
    ['gcr.io/staging-tools', 0],
    ['us-docker.pkg.dev/staging/images/x', 0],
    ['us-docker.pkg.dev/staging/images', 1],
    ['evil.example/staging-tools', 1],
    ['gcr.io', 1],
  ])('a plain manifest with the source %s has %i findings', (source, findings) => {
    const text = `registries:\n- {name: ${source}, src: true}\n- name: eu.gcr.io/prod\nimages: []\n`;
    const tree = parsePlainManifest({ shownAs: 'all.yaml', text });
    expect(found(sourceMatchesFolder, tree, policy)).toHaveLength(findings);
  });
});

it('a source that the configuration gives to another folder is not to be had by its name', () => {
  const subprojects = { forge: { source: 'gcr.io/staging/tools' } };
  expect(
    found(sourceMatchesFolder, treeOf(from('gcr.io/staging/tools')), { ...on, subprojects }),
  ).toMatchObject([{ message: 'the source gcr.io/staging/tools belongs to the folder forge' }]);
});
