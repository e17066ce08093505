import { diffTrees } from '@cip/plan';
import { describe, expect, it } from 'vitest';
import { digestOf, subproject, treeOf } from './example-tree.fixture.js';
import type { AddedImage, ImageFacts, RegistryFacts } from './registry-facts.js';
import { reviewOf } from './review.js';

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
  return reviewOf(diffTrees(treeOf(before), treeOf(after)), online);
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
        file,
        line: 8,
      },
      { image: 'hammer', digest: digestOf('3c'), from, destinations: 2, file, line: 5 },
      { image: 'hammer', tag: 'v1.10', digest: digestOf('2b'), from, destinations: 2, file, line: 4 },
      { image: 'hammer', tag: 'v1.11', digest: digestOf('2b'), from, destinations: 2, file, line: 4 },
    ]);
  });

  it('counts only destinations for which something is new', () => {
    const rows = review(subproject('tools', [eu], hammer), subproject('tools', [eu, us], hammer));
    expect(rows).toMatchObject([{ image: 'hammer', tag: 'v1.9', destinations: 1 }]);
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
        newest: { digest: digestOf('1a'), tag: 'v1.8', facts: { unreachable: 'answered 503' } },
      },
      { platforms: ['linux/amd64', 'linux/arm64'], size: 310_000, layers: 1 },
    ],
    ['why it cannot be said', { facts: { unreachable: 'answered 503' } }, { unreachable: 'answered 503' }],
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
        file: 'images/tools/images.yaml',
        line: 3,
        ...expected,
      },
    ]);
  });
});
