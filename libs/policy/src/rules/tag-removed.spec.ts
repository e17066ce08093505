import { describe, expect, it } from 'vitest';
import { subproject } from '../example-tree.fixture.js';
import { saidOf } from './changes.fixture.js';
import { tagRemoved } from './tag-removed.js';

const files = (dmap: string): Record<string, string> =>
  subproject('tools', ['us.gcr.io/prod/tools'], `- name: hammer\n  dmap:\n${dmap}`);
const before = files('    "sha256:1a…": ["v1.0.0", "v1"]\n');

describe('tag-removed', () => {
  it('stands where the tag stood', () => {
    expect(saidOf(tagRemoved, before, files('    "sha256:1a…": ["v1"]\n'))).toEqual([
      'images/tools/images.yaml:3:81 [main] the tag "v1.0.0" of hammer is taken from sha256:1a0000000000 and given to no other digest',
    ]);
  });

  it.each([
    ['a tag that another digest gets', files('    "sha256:1a…": [v1]\n    "sha256:2b…": [v1.0.0]\n')],
    ['tags that go with their digest', files('    "sha256:2b…": [v2]\n')],
    ['tags in another order and style', files('    sha256:1a…:\n    - v1\n    - v1.0.0 # first\n')],
    ['a tag that is written wrongly', files('    "sha256:1a…": ["v1", "v1.0.0!"]\n')],
  ])('says nothing of %s', (_, after) => {
    expect(saidOf(tagRemoved, before, after)).toEqual([]);
  });
});
