import { fingerprint, type ManifestTree } from '@cip/manifest';
import { expect, it } from 'vitest';
import { enforce } from './enforce.js';
import { subproject, treeOf } from './example-tree.fixture.js';
import { defaultPolicy, type Policy } from './policy.js';

const production = ['eu.gcr.io/prod', 'us.gcr.io/prod'];
const everywhere = production.map((name) => `${name}/tools`);
const hammer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.0.0", "v1"]\n    "sha256:2b…": ["latest"]\n';
const sound = subproject(
  'sound',
  ['eu.gcr.io/prod/sound'],
  '- name: saw\n  dmap: {"sha256:3c…": ["v1.0.0"]}\n',
);

function policy(more: Partial<Policy>): Policy {
  return { ...defaultPolicy, productionRegistries: production, ...more };
}

/** What is promoted: `destination/image:tags`, without the sound subproject, which must always be there. */
function promoted({ manifests }: ManifestTree): string[] {
  const lines = manifests.flatMap(({ destinations, images }) =>
    destinations.flatMap(({ name }) =>
      images.flatMap((image) => image.digests.map(({ tags }) => `${name}/${image.name}:${tags.join()}`)),
    ),
  );
  expect(lines).toContain('eu.gcr.io/prod/sound/saw:v1.0.0');
  return lines.filter((line) => !line.includes('/sound/'));
}

it.each<[string, Record<string, string>, Partial<Policy>, string[], string[]]>([
  [
    'a registry listed twice stops that destination, where a project says so',
    subproject('tools', [...everywhere, 'eu.gcr.io/prod/tools'], hammer),
    { rules: { 'duplicate-registry': 'error' } },
    ['us.gcr.io/prod/tools/hammer:v1,v1.0.0', 'us.gcr.io/prod/tools/hammer:latest'],
    ['duplicate-registry manifests/tools/promoter-manifest.yaml:6'],
  ],
  [
    'no destination stops nothing else',
    subproject('tools', [], hammer),
    {},
    [],
    ['no-destination manifests/tools/promoter-manifest.yaml:2'],
  ],
  [
    'a tag that moves is left out, and a digest that has no other',
    subproject('tools', ['eu.gcr.io/prod/tools'], hammer),
    { rules: { 'moving-tag': 'error' } },
    ['eu.gcr.io/prod/tools/hammer:v1.0.0'],
    ['moving-tag images/tools/images.yaml:3', 'moving-tag images/tools/images.yaml:4'],
  ],
  [
    'a destination of another subproject is left out in every region, as one mistake',
    subproject('tools', [...everywhere, ...production.map((name) => `${name}/forge`)], hammer),
    { rules: { 'subproject-prefix': 'error' } },
    everywhere.flatMap((name) => [`${name}/hammer:v1,v1.0.0`, `${name}/hammer:latest`]),
    ['subproject-prefix manifests/tools/promoter-manifest.yaml:6'],
  ],
  [
    'an image outside of the prefix is left out only where it is outside',
    subproject(
      'tools',
      ['eu.gcr.io/prod', 'us.gcr.io/prod/tools'],
      '- {name: tools/saw, dmap: {"sha256:1a…": []}}\n- {name: axe, dmap: {"sha256:2b…": []}}\n',
    ),
    { rules: { 'subproject-prefix': 'error' } },
    ['eu.gcr.io/prod/tools/saw:', 'us.gcr.io/prod/tools/axe:', 'us.gcr.io/prod/tools/tools/saw:'],
    ['subproject-prefix images/tools/images.yaml:2'],
  ],
  [
    'a region that is missing',
    subproject('tools', ['eu.gcr.io/prod/tools'], hammer),
    {
      rules: { 'destination-set': 'error' },
      overrides: [{ paths: ['manifests/sound/**'], rules: { 'destination-set': 'off' } }],
    },
    [],
    ['destination-set manifests/tools/promoter-manifest.yaml:4'],
  ],
  [
    'a file that has no role is told and stops nothing',
    {
      ...subproject('tools', ['eu.gcr.io/prod/tools'], '- {name: axe, dmap: {"sha256:2b…": []}}\n'),
      'images/tools/notes.txt': '',
    },
    { rules: { 'thin-tree-layout': 'error' } },
    ['eu.gcr.io/prod/tools/axe:'],
    ['thin-tree-layout images/tools/notes.txt:1'],
  ],
])('%s', (_, files, more, expected, problems) => {
  const enforced = enforce(treeOf({ ...sound, ...files }), policy(more));
  expect(promoted(enforced).sort()).toEqual(expected.toSorted());
  const found = enforced.problems.map(({ rule, where }) => `${rule} ${where.file}:${where.line}`);
  expect(found).toEqual(problems);
});

it('patterns of a policy are relative to the root of the tree', () => {
  const tree = treeOf({ ...sound, ...subproject('tools', ['eu.gcr.io/prod/tools'], hammer) }, 'registry');
  const overrides = [{ paths: ['images/tools/**'], rules: { 'moving-tag': 'error' } as const }];
  expect(
    enforce(tree, policy({ overrides }), { pathInTree: (file) => file.replace('registry/', '') }).problems,
  ).toHaveLength(2);
});

it('an exception lets through what it names until it expires', () => {
  const tree = treeOf({ ...sound, ...subproject('tools', ['eu.gcr.io/prod/tools'], hammer) });
  const exceptions = [
    { rule: 'moving-tag', paths: ['**'], tags: ['v1'], reason: 'agreed', expires: '2026-06-30' } as const,
  ];
  const strict = policy({ rules: { 'moving-tag': 'error' }, exceptions });
  expect(promoted(enforce(tree, strict, { today: '2026-06-30' }))).toEqual([
    'eu.gcr.io/prod/tools/hammer:v1,v1.0.0',
  ]);
  expect(promoted(enforce(tree, strict, { today: '2026-07-01' }))).toEqual([
    'eu.gcr.io/prod/tools/hammer:v1.0.0',
  ]);
});

it('a policy cannot let through what could not be read', () => {
  const tree = treeOf({
    ...sound,
    ...subproject('tools', ['eu.gcr.io/prod/tools'], '- {name: axe, dmap: {"sha256:1": []}}'),
  });
  const lax = policy({ rules: { 'digest-format': 'off', 'yaml-syntax': 'off', 'one-source': 'off' } });
  expect(enforce(tree, lax)).toBe(tree);
  expect(tree.problems).toMatchObject([{ rule: 'digest-format', severity: 'error' }]);
});

it('what the parser reports is not told twice', () => {
  const file = 'manifests/tools/promoter-manifest.yaml';
  const tree = treeOf({
    ...sound,
    ...subproject('tools', [], hammer),
    [file]: 'registries:\n- name: eu.gcr.io/prod\n',
  });
  expect(enforce(tree, defaultPolicy).problems.map(({ rule }) => rule)).toEqual(['one-source']);
});

it('a tree that keeps all rules is the same, and another policy gives another fingerprint', () => {
  const tree = treeOf({ ...sound, ...subproject('tools', ['eu.gcr.io/prod/tools'], hammer) });
  expect(enforce(tree, defaultPolicy)).toBe(tree);
  const stricter = enforce(tree, policy({ rules: { 'moving-tag': 'error' } }));
  expect(fingerprint(stricter)).not.toBe(fingerprint(tree));
});
