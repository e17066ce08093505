import { expect, it } from 'vitest';
import { parseThinTree } from '../parse-thin-tree.js';
import type { ManifestTree } from '../promotion-manifest.js';

const signer = 'sigstore::https://accounts.google.com::builder@project.iam.gserviceaccount.com';
const section = (mode: string, ...sources: string[]): string => `provenance:
  mode: ${mode}
  signers: ["${signer}"]
  builders: [{id: https://builder.example, level: 2}]
  sources: [${sources.join(', ')}]
`;
const policy = section('require', 'github.com/org/a', 'github.com/org/b');
const same = section('require', 'github.com/org/b', 'github.com/org/a');

/** Subprojects with a source below `gcr.io`, and what stands behind their registries. */
function parse(
  subprojects: Readonly<Record<string, readonly [source: string, section: string]>>,
): ManifestTree {
  const files = Object.entries(subprojects).flatMap(([name, [source, text]]) => [
    [
      `manifests/${name}/promoter-manifest.yaml`,
      `registries:\n- name: gcr.io/${source}\n  src: true\n- name: eu.gcr.io/prod/${name}\n${text}`,
    ],
    [`images/${name}/images.yaml`, `- {name: app, dmap: {"sha256:${'a'.repeat(64)}": [v1]}}\n`],
  ]);
  return parseThinTree(files.map(([path = '', text = '']) => ({ path, shownAs: path, text })));
}

const names = ({ manifests }: ManifestTree): string[] => manifests.map(({ name }) => name);
const said = ({ problems }: ManifestTree): string[] =>
  problems.map(({ rule, where, message }) => `${rule} ${where.file}:${where.line} ${message}`);

it.each([
  ['the same policy, in another order', [policy, same]],
  ['none', ['', '']],
  ['none, and one that is off', ['', policy.replace('require', '"off"')]],
])('subprojects may share a source with %s', (_, [one = '', other = '']) => {
  const tree = parse({ one: ['staging', one], other: ['staging', other], third: ['elsewhere', policy] });
  expect([names(tree), said(tree)]).toEqual([['one', 'other', 'third'], []]);
});

it.each([
  [
    'another mode',
    section('warn', 'github.com/org/a', 'github.com/org/b'),
    'is written here, and another one',
  ],
  ['another source repository', section('require', 'github.com/org/a'), 'is written here, and another one'],
])('with %s, neither is used, and each says where the other is', (_, other, message) => {
  const tree = parse({ one: ['staging', policy], other: ['staging', other], third: ['elsewhere', ''] });
  expect(names(tree)).toEqual(['third']);
  const file = (name: string): string => `manifests/${name}/promoter-manifest.yaml`;
  expect(said(tree)).toEqual([
    `provenance-policy ${file('one')}:5 the provenance policy of the source gcr.io/staging ${message} at ${file('other')}:5`,
    `provenance-policy ${file('other')}:5 the provenance policy of the source gcr.io/staging ${message} at ${file('one')}:5`,
  ]);
  expect(tree.problems.map(({ touches }) => touches.subproject)).toEqual(['one', 'other']);
});

it('with no policy beside one, neither is used', () => {
  const tree = parse({ one: ['staging', policy], other: ['staging', ''] });
  expect(names(tree)).toEqual([]);
  expect(said(tree)).toEqual([
    expect.stringMatching(/one\/promoter-manifest.yaml:5 .*, and none at .*other\/promoter-manifest.yaml:2$/),
    expect.stringMatching(/other\/promoter-manifest.yaml:2 there is no provenance policy .*one\/.*:5$/),
  ]);
});

it.each([
  ['differ', { one: ['staging', policy], two: ['staging', ''] }, ['differs', 'differs']],
  ['cannot be read', { one: ['staging', section('always')] }, ['unreadable']],
] as const)('a subproject below a source whose policies %s is not used either', (_, above, problems) => {
  const tree = parse({ ...above, below: ['staging/sub', ''], beside: ['staging2', ''] });
  expect(names(tree)).toEqual(['beside']);
  expect(tree.problems).toHaveLength(problems.length + 1);
  const own = tree.problems.find(({ touches }) => touches.subproject === 'below');
  expect(own).toMatchObject({ severity: 'error', where: { line: 2 } });
  expect(own?.message).toContain('nobody can tell which provenance policy gcr.io/staging has');
});

it('a pattern of levels may match an image of a subproject below', () => {
  const levels = (pattern: string): string =>
    policy
      .replace(/level: 2/, 'level: 3')
      .replace('  sources', `  levels: [{images: ["${pattern}"], level: 3}]\n  sources`);
  const tree = (pattern: string): ManifestTree =>
    parse({ one: ['staging', levels(pattern)], below: ['staging/sub', ''] });
  expect(said(tree('sub/*'))).toEqual([]);
  expect(said(tree('sub*'))).toEqual([
    expect.stringContaining('the pattern "sub*" under "levels" matches no image'),
  ]);
});
