import { parsePlainManifest } from '@cip/manifest';
import { describe, expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { lint } from '../lint.js';
import { defaultPolicy, type Policy } from '../policy.js';
import { subprojectPrefix } from './subproject-prefix.js';

const policy: Partial<Policy> = {
  rules: { 'subproject-prefix': 'error' },
  productionRegistries: ['eu.gcr.io/prod/images', 'us.gcr.io/prod/images', 'as.gcr.io/prod'],
  stagingPrefix: 'staging-',
};
const file = 'manifests/staging-tools/promoter-manifest.yaml';
const images = 'images/staging-tools/images.yaml';
const tools = { subproject: 'staging-tools', source: 'gcr.io/staging-staging-tools' };

function tree(
  destinations: readonly string[],
  names: readonly string[] = ['hammer', 'saw'],
): ReturnType<typeof treeOf> {
  const blocks = names.map((name) => `- {name: ${name}, dmap: {"sha256:1a…": []}}\n`);
  return treeOf(subproject('staging-tools', destinations, blocks.join('')));
}

it('reports one mistake in many regions once, and touches each registry', () => {
  const wrong = ['us.gcr.io/prod/images/forge', 'eu.gcr.io/prod/images/forge', 'as.gcr.io/prod/forge'];
  expect(found(subprojectPrefix, tree(['eu.gcr.io/prod/images/tools', ...wrong]), policy)).toEqual([
    {
      at: `${file} 5:3`,
      severity: 'error',
      message:
        'every image of the manifest goes to "forge" in 3 registries, but staging-tools may promote only to "tools" and below',
      related: [],
      touches: wrong.map((registry) => ({ ...tools, registry })),
    },
  ]);
});

it('reports single images where the registries leave it to them', () => {
  const bare = ['eu.gcr.io/prod/images', 'us.gcr.io/prod/images'];
  expect(found(subprojectPrefix, tree(bare, ['tools/hammer', 'saw', 'tools']), policy)).toEqual([
    {
      at: `${images} 2:3`,
      severity: 'error',
      message:
        'the image saw goes to "saw" in 2 registries, but staging-tools may promote only to "tools" and below',
      related: [`${file} 4:3`],
      touches: bare.map((registry) => ({ ...tools, registry, image: 'saw' })),
    },
  ]);
});

it.each([
  ['a name that begins with the same letters', ['eu.gcr.io/prod/images/toolshed'], ['"toolshed"']],
  ['another path in another region', ['eu.gcr.io/prod/images/a', 'us.gcr.io/prod/images/b'], ['"a"', '"b"']],
])('reports %s', (_situation, destinations, paths) => {
  const messages = found(subprojectPrefix, tree(destinations), policy).map(({ message }) => message);
  expect(messages.map((message) => /goes to (\S+) in 1 registry/.exec(message)?.[1]).sort()).toEqual(paths);
});

const outside = 'below none of the "productionRegistries" of the configuration';

it.each([
  [
    'a registry outside of production',
    ['example.com/a/tools', 'example.com/tools'],
    [`example.com/a/tools, example.com/tools lie ${outside}`],
  ],
  [
    'a host that is misspelt',
    ['ue.gcr.io/prod/images/tools'],
    [`ue.gcr.io/prod/images/tools lies ${outside}`],
  ],
  [
    'images whose names lead to no production registry',
    ['eu.gcr.io/prod'],
    ['hammer', 'saw'].map((image) => `eu.gcr.io/prod/${image} lies ${outside}`),
  ],
])('does not blame the prefix for %s', (_situation, destinations, messages) => {
  const findings = found(subprojectPrefix, tree(destinations), policy);
  expect(findings.map(({ message }) => message)).toEqual(messages);
});

it('says how to mend a registry outside of production, and which one may be meant', () => {
  const remedies = ['ue.gcr.io/prod/images/tools', 'example.com/tools'].map(
    (name) =>
      lint(tree([name]), { policy: { ...defaultPolicy, ...policy }, rules: [subprojectPrefix] })[0]?.remedy,
  );
  const rest = 'Correct the name, or add the registry to "productionRegistries" in the configuration.';
  expect(remedies).toEqual([`Did you mean eu.gcr.io/prod/images? ${rest}`, rest]);
});

it('judges what follows the host where no production registries are configured', () => {
  const none = { ...policy, productionRegistries: [] };
  expect(found(subprojectPrefix, tree(['example.com/tools']), none)).toEqual([]);
  const [finding] = found(subprojectPrefix, tree(['example.com/a/tools']), none);
  expect(finding?.message).toContain('goes to "a/tools" in 1 registry');
});

it.each([
  ['the path of the name, and below it', tree(['eu.gcr.io/prod/images/tools', 'as.gcr.io/prod/tools/more'])],
  ['an image that leads into a deeper production registry', tree(['eu.gcr.io/prod'], ['images/tools/saw'])],
  ['no images where they would decide', tree(['eu.gcr.io/prod/images'], [])],
  [
    'a plain manifest, which has no folder',
    parsePlainManifest({
      shownAs: 'all.yaml',
      text: 'registries:\n- {name: gcr.io/staging-tools, src: true}\n- name: eu.gcr.io/forge\nimages: []\n',
    }),
  ],
])('is silent about %s', (_situation, sound) => {
  expect(sound.manifests).toHaveLength(1);
  expect(found(subprojectPrefix, sound, policy)).toEqual([]);
});

it('a subproject without any prefix may promote nowhere', () => {
  const subprojects = { 'staging-tools': { prefixes: [] } };
  const [finding] = found(subprojectPrefix, tree(['eu.gcr.io/prod/images/tools']), {
    ...policy,
    subprojects,
  });
  expect(finding?.message).toMatch(/1 registry, but staging-tools may promote nowhere$/);
});

it.each([
  ['one of several prefixes', ['forge', 'mill/old'], ['eu.gcr.io/prod/images/mill/old'], 0],
  ['above a longer prefix, which no image completes', ['mill/old'], ['eu.gcr.io/prod/images/mill'], 2],
  ['its own name, which prefixes replace', ['forge'], ['eu.gcr.io/prod/images/tools'], 1],
  ['anywhere in production', [''], ['eu.gcr.io/prod/images', 'us.gcr.io/prod/images/a'], 0],
  ['anywhere in production, and not out of it', [''], ['example.com'], 1],
  ['no prefix at all', [], ['eu.gcr.io/prod/images/tools'], 1],
])('with prefixes of the configuration: %s', (_situation, prefixes, destinations, findings) => {
  const subprojects = { 'staging-tools': { prefixes } };
  expect(found(subprojectPrefix, tree(destinations), { ...policy, subprojects })).toHaveLength(findings);
});

const production = ['eu.gcr.io/prod/images', 'us.gcr.io/prod/images'];

function blocks(...names: string[]): string {
  return names.map((name) => `- {name: ${name}, dmap: {"sha256:1a…": []}}\n`).join('');
}

describe('what belongs to another folder', () => {
  const configured: Partial<Policy> = {
    rules: { 'subproject-prefix': 'error' },
    productionRegistries: production,
    stagingPrefix: 'staging-',
    subprojects: {
      'staging-core': { prefixes: [''] },
      'staging-etcd': { prefixes: ['etcd', 'core'] },
      'staging-npd': { prefixes: ['problem-detector', 'tools/problems'] },
    },
  };
  const sound = {
    ...subproject('staging-core', production, blocks('apiserver', 'core/apiserver')),
    ...subproject('staging-etcd', production, blocks('etcd', 'core/etcd')),
    ...subproject(
      'staging-npd',
      production.map((name) => `${name}/problem-detector`),
      blocks('npd'),
    ),
    ...subproject('staging-tools', production, blocks('tools/hammer')),
  };

  function messages(files: Record<string, string>, more: Partial<Policy> = {}): string[] {
    return found(subprojectPrefix, treeOf(files), { ...configured, ...more }).map(({ message }) => message);
  }

  it('is no matter where everybody keeps to their own', () => {
    expect(messages(sound)).toEqual([]);
  });

  it.each([
    [
      'a folder without the staging prefix, named like a subproject',
      'tools',
      'tools may promote nowhere, as its name does not begin with "staging-"',
    ],
    [
      'a folder without the staging prefix, named like an image at the top',
      'apiserver',
      'apiserver may promote nowhere, as its name does not begin with "staging-"',
    ],
    [
      'a folder that is named like an image at the top',
      'staging-apiserver',
      'staging-apiserver may promote nowhere, as "apiserver" belongs to staging-core',
    ],
    [
      'a folder that is named like a prefix of another one',
      'staging-problem-detector',
      'staging-problem-detector may promote nowhere, as "problem-detector" belongs to staging-npd',
    ],
  ])('is reported for %s, before it has any image', (_situation, folder, reason) => {
    const files = { ...sound, ...subproject(folder, production, '') };
    expect(messages(files)).toEqual([
      `every image of the manifest goes to the top in 2 registries, but ${reason}`,
    ]);
  });

  it.each([
    ['by its name', 'staging-tools', ['tools/problems/new'], 'staging-npd'],
    ['by prefixes', 'staging-core', ['etcd'], 'staging-etcd'],
    ['by the name of another', 'staging-core', ['tools/saw'], 'staging-tools'],
    ['by prefixes, below what it has itself', 'staging-etcd', ['problem-detector/etcd'], 'staging-npd'],
  ])('is reported for an image of a folder that has something %s', (_situation, folder, names, holder) => {
    const files = { ...sound, ...subproject(folder, production, blocks(...names)) };
    expect(messages(files)).toEqual([
      `the image ${names[0] ?? ''} goes to "${names[0] ?? ''}" in 2 registries, but that belongs to ${holder}`,
    ]);
  });

  it.each([
    [
      'two folders that the configuration gives the same',
      { 'staging-tools': { prefixes: ['core', 'tools'] } },
    ],
    ['a name that the configuration confirms', { 'staging-tools': { prefixes: ['tools'] } }],
  ])('is not said of %s', (_situation, more) => {
    expect(messages(sound, { subprojects: { ...configured.subprojects, ...more } })).toEqual([]);
  });

  it('may be moved by the configuration', () => {
    const files = { ...sound, ...subproject('staging-apiserver', production, blocks('apiserver/new')) };
    const subprojects = {
      ...configured.subprojects,
      'staging-core': { prefixes: ['', 'apiserver'] },
      'staging-apiserver': { prefixes: ['apiserver'] },
    };
    expect(messages(files, { subprojects })).toEqual([]);
  });
});
