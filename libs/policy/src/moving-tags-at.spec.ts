import { expect, it } from 'vitest';
import { movingTagsAt } from './moving-tags-at.js';
import { defaultPolicy } from './policy.js';

const policy = {
  ...defaultPolicy,
  movingTags: ['^nightly'],
  overrides: [{ paths: ['images/old/**'], rules: { 'moving-tag': 'off' } as const }],
};

it.each([
  [
    'images/tools/images.yaml',
    ['latest', 'v1', 'v1.2', 'v1.2.3', 'nightly-1'],
    [true, true, true, false, true],
  ],
  ['images/old/images.yaml', ['latest', 'nightly-1'], [false, false]],
])('of %s', (path, tags, expected) => {
  expect(tags.map(movingTagsAt(path, policy))).toEqual(expected);
});
