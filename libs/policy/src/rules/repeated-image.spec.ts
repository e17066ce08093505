import { expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { found } from '../lint-rule.fixture.js';
import { repeatedImage } from './repeated-image.js';

const file = 'images/tools/images.yaml';

function images(...names: string[]): Record<string, string> {
  const blocks = names.map((name, i) => `- {name: ${name}, dmap: {"sha256:${i}…": []}}\n`);
  return subproject('tools', ['eu.gcr.io/prod/tools'], blocks.join(''));
}

it('reports each repetition, with the first block', () => {
  const again = {
    severity: 'info',
    message: 'the image hammer has a block already',
    related: [`${file} 1:3`],
    touches: [],
  };
  expect(found(repeatedImage, treeOf(images('hammer', 'saw', 'hammer', 'hammer')))).toEqual([
    { at: `${file} 3:3`, ...again },
    { at: `${file} 4:3`, ...again },
  ]);
});

it('is silent about names that differ, and about another subproject', () => {
  const forge = subproject('forge', ['eu.gcr.io/prod/forge'], '- {name: saw, dmap: {"sha256:1…": []}}');
  expect(found(repeatedImage, treeOf({ ...images('hammer', 'saw'), ...forge }))).toEqual([]);
});
