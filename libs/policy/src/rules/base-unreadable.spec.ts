import { describe, expect, it } from 'vitest';
import { subproject, treeOf } from '../example-tree.fixture.js';
import { lint } from '../lint.js';
import { defaultPolicy } from '../policy.js';
import { baseUnreadable } from './base-unreadable.js';
import { saidOf } from './changes.fixture.js';

const hammer = '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1"]\n';
const sound = subproject('tools', ['eu.gcr.io/prod/tools'], hammer);
const broken = { ...sound, 'images/tools/images.yaml': '- name: hammer\n  dmap: {' };

describe('base-unreadable', () => {
  it('names the older file that is not YAML', () => {
    expect(saidOf(baseUnreadable, broken, sound)).toEqual([
      expect.stringMatching(
        /^images\/tools\/images\.yaml:\d+:\d+ \[main\] this cannot be compared with what it was: /,
      ),
    ]);
  });

  it.each([
    ['a list where a mapping belongs', '- name: hammer\n  dmap: []\n'],
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:1a\nsize 3\n'],
    ['a block without a name', '- dmap: {}\n'],
  ])('counts %s', (_, text) => {
    expect(saidOf(baseUnreadable, { ...sound, 'images/tools/images.yaml': text }, sound)).toHaveLength(1);
  });

  it.each([
    ['a digest that is too short', '- name: hammer\n  dmap:\n    "sha256:1a": ["v1"]\n'],
    ['a tag that is none', '- name: hammer\n  dmap:\n    "sha256:1a…": ["v1+b"]\n'],
  ])('does not count %s: nothing was ever promoted by it', (_, text) => {
    expect(saidOf(baseUnreadable, { ...sound, 'images/tools/images.yaml': text }, sound)).toEqual([]);
  });

  it('leaves a mistake that is still there to its own rule, unless that is off', () => {
    expect(saidOf(baseUnreadable, broken, broken)).toEqual([]);
    const policy = { ...defaultPolicy, rules: { 'yaml-syntax': 'off' as const } };
    const base = { tree: treeOf(broken), revision: 'main' };
    expect(lint(treeOf(broken), { rules: [baseUnreadable], base, policy })).toHaveLength(1);
  });
});
