import { diffTrees } from '@cip/plan';
import type { PolicyOutcome } from '@cip/provenance';
import { describe, expect, it } from 'vitest';
import { digestOf, subproject, treeOf } from './example-tree.fixture.js';
import { lint } from './lint.js';
import { defaultPolicy, type Policy } from './policy.js';
import type { AddedImage, AddedProvenance, ImageFacts, RegistryFacts } from './registry-facts.js';
import { reviewOf, type ReviewRow } from './review.js';

const eu = 'eu.gcr.io/prod/tools';
const us = 'us.gcr.io/prod/tools';
const hammer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1.9"]\n';
const added = `${hammer}    "sha256:2b…": ["v1.11", "v1.10"]\n    "sha256:3c…": []\n- name: anvil\n  dmap:\n    "sha256:4d…": ["v1"]\n`;

type Files = Readonly<Record<string, string>>;

function review(before: Files, after: Files, facts?: readonly AddedImage[]): ReturnType<typeof reviewOf> {
  const online: RegistryFacts | undefined = facts && {
    plan: { version: 1, manifests: digestOf('0'), steps: [], blockers: [], existing: 0 },
    sourceTags: new Map(),
    added: facts,
    unread: [],
  };
  return reviewOf(diffTrees(treeOf(before), treeOf(after)), online && { facts: online });
}

function factsWith(layers: readonly string[], more: Partial<ImageFacts> = {}): ImageFacts {
  return {
    mediaType: 'application/vnd.oci.image.index.v1+json',
    kind: 'index',
    platforms: ['linux/amd64', 'linux/arm64'],
    size: 310_000,
    layers: layers.map(digestOf),
    ...more,
  };
}

describe('the review of a change', () => {
  it('has a row for each new tag, and for each new digest without one, in the order of people', () => {
    const rows = review(subproject('tools', [eu, us], hammer), subproject('tools', [eu, us], added));
    const from = 'gcr.io/staging-tools/hammer';
    const file = 'images/tools/images.yaml';
    expect(rows).toEqual([
      {
        image: 'anvil',
        tag: 'v1',
        digest: digestOf('4d'),
        from: 'gcr.io/staging-tools/anvil',
        destinations: 2,
        registries: [eu, us],
        file,
        line: 8,
      },
      { image: 'hammer', digest: digestOf('3c'), from, destinations: 2, registries: [eu, us], file, line: 5 },
      {
        image: 'hammer',
        tag: 'v1.10',
        digest: digestOf('2b'),
        from,
        destinations: 2,
        registries: [eu, us],
        file,
        line: 4,
      },
      {
        image: 'hammer',
        tag: 'v1.11',
        digest: digestOf('2b'),
        from,
        destinations: 2,
        registries: [eu, us],
        file,
        line: 4,
      },
    ]);
  });

  it('counts only destinations for which something is new', () => {
    const rows = review(subproject('tools', [eu], hammer), subproject('tools', [eu, us], hammer));
    expect(rows).toMatchObject([{ image: 'hammer', tag: 'v1.9', destinations: 1, registries: [us] }]);
  });

  it('shows a new tag of an old digest, not its old ones', () => {
    const after = subproject('tools', [eu], hammer.replace('["v1.9"]', '["v1.9", "v1.9.1"]'));
    expect(review(subproject('tools', [eu], hammer), after)).toMatchObject([{ tag: 'v1.9.1' }]);
  });

  it('is empty when nothing is promoted', () => {
    expect(review(subproject('tools', [eu, us], added), subproject('tools', [eu], hammer))).toEqual([]);
  });

  it.each<[string, Omit<AddedImage, 'source' | 'digest'>, object]>([
    ['nothing, as it is nowhere', {}, {}],
    [
      'what the image is',
      { facts: factsWith(['a', 'b', 'c'], { created: '2023-09-01T12:34:56Z', revision: 'abc123' }) },
      {
        platforms: ['linux/amd64', 'linux/arm64'],
        size: 310_000,
        created: '2023-09-01T12:34:56Z',
        revision: 'abc123',
        layers: 3,
      },
    ],
    [
      'how far it is from the version before',
      {
        facts: factsWith(['a', 'b', 'c']),
        newest: { digest: digestOf('1a'), tag: 'v1.8', facts: factsWith(['a', 'd']) },
      },
      {
        platforms: ['linux/amd64', 'linux/arm64'],
        size: 310_000,
        layers: 3,
        newLayers: 2,
        comparedWith: 'v1.8',
      },
    ],
    [
      'no distance when the version before cannot be read',
      {
        facts: factsWith(['a']),
        newest: {
          digest: digestOf('1a'),
          tag: 'v1.8',
          facts: { failure: { code: 'UNAVAILABLE', reason: 'answered 503' } },
        },
      },
      { platforms: ['linux/amd64', 'linux/arm64'], size: 310_000, layers: 1 },
    ],
    [
      'why it cannot be said',
      { facts: { failure: { code: 'UNAVAILABLE', reason: 'answered 503' } } },
      { unreachable: 'answered 503' },
    ],
  ])('adds what registries say: %s', (_, known, expected) => {
    const source = 'gcr.io/staging-tools/hammer';
    const rows = review({}, subproject('tools', [eu], hammer), [
      { source, digest: digestOf('1a'), ...known },
    ]);
    expect(rows).toEqual([
      {
        image: 'hammer',
        tag: 'v1.9',
        digest: digestOf('1a'),
        from: source,
        destinations: 1,
        registries: [eu],
        file: 'images/tools/images.yaml',
        line: 3,
        ...expected,
      },
    ]);
  });
});

describe('what the linter refuses of a change', () => {
  function refusals(before: Files, after: Files, policy: Policy = defaultPolicy): unknown[] {
    const [base, tree] = [treeOf(before), treeOf(after)];
    const findings = lint(tree, { policy, base: { tree: base, revision: 'main' } });
    const rows = reviewOf(diffTrees(base, tree), { findings });
    return rows.map(({ image, tag, refused, movedFrom }) =>
      [image, tag, refused, movedFrom].filter((fact) => fact !== undefined),
    );
  }

  const prefixed: Policy = {
    ...defaultPolicy,
    rules: { 'subproject-prefix': 'error' },
    productionRegistries: ['eu.gcr.io/prod', 'us.gcr.io/prod'],
  };
  const forge = '- name: anvil\n  dmap:\n    "sha256:1a…": ["v1.0.0"]\n';
  const one = { ...subproject('tools', [eu], ''), ...subproject('forge', [eu], '') };
  const two = { ...subproject('tools', [eu], hammer), ...subproject('forge', [eu], '') };

  it.each<[situation: string, before: Files, after: Files, expected: unknown[], policy?: Policy]>([
    ['nothing', subproject('tools', [eu], ''), subproject('tools', [eu], hammer), [['hammer', 'v1.9']]],
    [
      'a tag that moved, with the digest that had it, and not its neighbour',
      subproject('tools', [eu], hammer),
      subproject(
        'tools',
        [eu],
        hammer.replace('1a…": ["v1.9"]', '1a…": []\n    "sha256:2b…": ["v1.9", "v1.9.1"]'),
      ),
      [
        ['hammer', 'v1.9', ['tag-moved'], digestOf('1a')],
        ['hammer', 'v1.9.1'],
      ],
    ],
    [
      'a tag that moved to another subproject',
      two,
      { ...one, ...subproject('forge', [eu], hammer.replace('1a…', '2b…')) },
      [['hammer', 'v1.9', ['tag-moved'], digestOf('1a')]],
    ],
    [
      'both sides of a conflict',
      one,
      { ...two, ...subproject('forge', [eu], hammer.replace('1a…', '2b…')) },
      [
        ['hammer', 'v1.9', ['shared-repository', 'tag-conflict']],
        ['hammer', 'v1.9', ['shared-repository', 'tag-conflict']],
      ],
    ],
    [
      'every image of a manifest with a wrong destination',
      one,
      { ...one, ...subproject('forge', [eu], forge) },
      [['anvil', 'v1.0.0', ['subproject-prefix']]],
      prefixed,
    ],
    [
      'not what another destination is refused for',
      subproject('tools', [us, 'eu.gcr.io/prod/forge'], hammer),
      subproject('tools', [us, 'eu.gcr.io/prod/forge', eu], hammer),
      [['hammer', 'v1.9']],
      prefixed,
    ],
    [
      'not what only a warning is about',
      subproject('tools', [eu], ''),
      subproject('tools', [eu], forge.replace('v1.0.0', 'latest')),
      [['anvil', 'latest']],
    ],
    [
      'not what comes instead of something removed',
      subproject('tools', [eu], hammer),
      subproject('tools', [us], hammer),
      [['hammer', 'v1.9']],
    ],
  ])('is marked: %s', (_situation, before, after, expected, policy) => {
    expect(refusals(before, after, policy)).toEqual(expected);
  });
});

describe('what provenance says of a row', () => {
  const outcome: PolicyOutcome = {
    manifest: 'tools',
    where: { file: 'manifests/tools/promoter-manifest.yaml', line: 7 },
    mode: 'require',
    satisfied: true,
    level: 3,
    by: ['https://builder.example'],
    signedBy: ['builder@project.example (https://accounts.google.com)'],
    accepted: [],
    violations: [],
    notes: [],
  };
  const violated: PolicyOutcome = { ...outcome, satisfied: false, by: [], violations: ['none'] };
  const { level: _, ...unproven } = violated;

  it.each<[string, Partial<AddedProvenance>, Partial<ReviewRow>]>([
    [
      'a satisfied policy: signers, builder and level',
      { outcomes: [outcome], signers: ['the key other.pub'] },
      {
        signedBy: ['builder@project.example (https://accounts.google.com)'],
        builtBy: ['https://builder.example'],
        level: 3,
        provenance: 'satisfied',
      },
    ],
    [
      'two satisfied policies: the lower level, and each party once',
      { outcomes: [outcome, { ...outcome, level: 1, signedBy: ['the key a.pub', ...outcome.signedBy] }] },
      {
        signedBy: ['builder@project.example (https://accounts.google.com)', 'the key a.pub'],
        builtBy: ['https://builder.example'],
        level: 1,
        provenance: 'satisfied',
      },
    ],
    [
      'one of two policies violated: neither builder nor level',
      { outcomes: [outcome, unproven] },
      {
        signedBy: ['builder@project.example (https://accounts.google.com)'],
        provenance: 'violated',
      },
    ],
    [
      'a violated policy, and something that could not be read: nobody knows',
      { outcomes: [{ ...unproven, signedBy: [] }], isPartial: true },
      { provenance: 'unread' },
    ],
    ['no policy: whose signatures verify', { signers: ['the key a.pub'] }, { signedBy: ['the key a.pub'] }],
    ['no policy, and nothing attached', {}, {}],
    ['no policy, and something that could not be read', { isPartial: true }, { provenance: 'unread' }],
  ])('%s', (_situation, given, expected) => {
    const provenance: AddedProvenance = {
      outcomes: [],
      invalid: [],
      signers: [],
      isPartial: false,
      ...given,
    };
    const facts = [
      { source: 'gcr.io/staging-tools/anvil', digest: digestOf('4d'), facts: factsWith([]), provenance },
    ];
    const [row] = review(subproject('tools', [eu], hammer), subproject('tools', [eu], added), facts);
    const { signedBy, builtBy, level, provenance: standing } = row!;
    expect({ signedBy, builtBy, level, provenance: standing }).toEqual(expected);
  });
});
