import { expect, it } from 'vitest';
import { digestOf, subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { movingTag } from './moving-tag.js';

function tagged(...tags: string[]): ReturnType<typeof treeOf> {
  const list = tags.map((tag) => `"${tag}"`).join(', ');
  return treeOf(
    subproject('tools', ['eu.gcr.io/prod/tools'], `- name: hammer\n  dmap:\n    "sha256:1a…": [${list}]\n`),
  );
}

it('reports a tag at its place, and touches no other tag of the digest', () => {
  expect(found(movingTag, tagged('v1.2.3', 'v1.2'))).toEqual([
    {
      at: 'images/tools/images.yaml 3:91',
      severity: 'warning',
      message: 'the tag "v1.2" of hammer looks like one that moves, but promoted tags never do',
      related: [],
      touches: [
        {
          subproject: 'tools',
          source: 'gcr.io/staging-tools',
          image: 'hammer',
          digest: digestOf('1a'),
          tags: ['v1.2'],
        },
      ],
    },
  ]);
});

it.each(['latest', 'v1', 'v12', 'v1.2', 'v0.10'])('%s moves', (tag) => {
  expect(found(movingTag, tagged(tag))).toHaveLength(1);
});

it.each(['v1.2.3', '1.2', '1', 'latest-1', 'v1.2-rc.1', 'V1', 'v', 'v1.'])('%s does not move', (tag) => {
  expect(found(movingTag, tagged(tag))).toEqual([]);
});

it('patterns of the configuration are apart from each other, and match anywhere unless they say where', () => {
  const movingTags = ['^(?<channel>edge|main)$', '(?<channel>nightly)'];
  const tree = tagged('edge', 'edges', 'x-nightly-1', 'v1.0.0');
  expect(found(movingTag, tree, { movingTags }).map(({ touches }) => touches[0])).toMatchObject([
    { tags: ['edge'] },
    { tags: ['x-nightly-1'] },
  ]);
});
