import { describe, expect, it } from 'vitest';
import { digestOf, subproject } from '../example-tree.fixture.js';
import { saidOf } from './changes.fixture.js';
import { tagMoved } from './tag-moved.js';

const to = ['us.gcr.io/prod/tools', 'eu.gcr.io/prod/tools'];
const files = (dmap: string): Record<string, string> =>
  subproject('tools', to, `- name: hammer\n  dmap:\n${dmap}`);
const before = files('    "sha256:1a…": ["v1.0.0", "v1"]\n    "sha256:2b…": ["v2"]\n');
const moved = files('    "sha256:1a…": ["v1"]\n    "sha256:2b…": ["v2", "v1.0.0"]\n');

describe('tag-moved', () => {
  it('says where the tag stands now and where it stood, once for all registries', () => {
    expect(saidOf(tagMoved, before, moved)).toEqual([
      'images/tools/images.yaml:4:87 the tag "v1.0.0" of hammer moves from sha256:1a0000000000 to sha256:2b0000000000',
      '  images/tools/images.yaml:3:81 [main] before, it stood here at sha256:1a0000000000',
    ]);
  });

  it('finds the tag in another subproject that promotes to the same repository', () => {
    const other = subproject('more', to, '- name: hammer\n  dmap:\n    "sha256:3c…": ["v1.0.0"]\n');
    const said = saidOf(tagMoved, before, { ...files('    "sha256:2b…": ["v2"]\n'), ...other });
    expect(said).toEqual([
      expect.stringMatching(/^images\/more\/images\.yaml:3:81 the tag "v1\.0\.0" of hammer moves /),
      expect.stringContaining('images/tools/images.yaml:3:81 [main]'),
      expect.stringMatching(/^images\/tools\/images\.yaml:3:81 \[main\] the tag "v1\.0\.0" of hammer moves /),
      expect.stringContaining('images/more/images.yaml:3:81 now, it stands here'),
    ]);
  });

  it.each([
    ['a tag that is removed', files('    "sha256:1a…": ["v1"]\n    "sha256:2b…": ["v2"]\n')],
    [
      'a tag that two digests have',
      files('    "sha256:1a…": ["v1.0.0", "v1"]\n    "sha256:2b…": ["v1.0.0"]\n'),
    ],
    ['another order', files('    "sha256:2b…": [v2]\n    "sha256:1a…": [v1, v1.0.0]\n')],
  ])('says nothing of %s', (_, after) => {
    expect(saidOf(tagMoved, before, after)).toEqual([]);
  });

  it.each([
    ['the tag', 'v1.0.0', 0],
    ['the digest that gets it', digestOf('2b'), 0],
    ['another tag', 'v1', 2],
  ])('keeps to an exception for %s', (_, named, lines) => {
    const exception = {
      rule: tagMoved.name,
      paths: ['images/tools/**'],
      tags: [named],
      reason: 'agreed',
      expires: '2099-01-01',
    };
    expect(saidOf(tagMoved, before, moved, [exception])).toHaveLength(lines);
  });
});
