import { describe, expect, it } from 'vitest';
import { digestOf, subproject } from '../example-tree.fixture.js';
import { saidOf } from './changes.fixture.js';
import { digestRemoved } from './digest-removed.js';

const files = (dmap: string): Record<string, string> =>
  subproject('tools', ['us.gcr.io/prod/tools'], `- name: hammer\n  dmap:\n${dmap}`);
const before = files('    "sha256:1a…": ["v1.0.0", "v1"]\n    "sha256:2b…": []\n    "sha256:3c…": ["v3"]\n');

describe('digest-removed', () => {
  it('stands where the digests stood', () => {
    expect(saidOf(digestRemoved, before, files('    "sha256:3c…": ["v3"]\n'))).toEqual([
      'images/tools/images.yaml:3:5 [main] the digest sha256:1a0000000000 (v1, v1.0.0) of hammer is not promoted any more',
      'images/tools/images.yaml:4:5 [main] the digest sha256:2b0000000000 of hammer is not promoted any more',
    ]);
  });

  it.each([
    ['a digest two characters short', before['images/tools/images.yaml']!.replace(`00": ["v1`, `": ["v1`)],
    [
      'a digest under another tag',
      '- name: hammer\n  dmap:\n    "sha256:1a…": [v2]\n    "sha256:2b…": []\n    "sha256:3c…": [v3]\n',
    ],
    ['an image that is gone as a whole', ''],
    [
      'digests in blocks of their own',
      ['1a', '2b', '3c']
        .map((hex) => `- dmap: {"sha256:${hex}…": [v1, v1.0.0, v3]}\n  name: hammer\n`)
        .join(''),
    ],
  ])('says nothing of %s', (_, text) => {
    expect(saidOf(digestRemoved, before, { ...before, 'images/tools/images.yaml': text })).toEqual([]);
  });

  it('keeps to an exception for a digest', () => {
    const exception = {
      rule: digestRemoved.name,
      paths: ['**'],
      image: 'hammer',
      tags: [digestOf('1a')],
      reason: 'agreed',
      expires: '2099-01-01',
    };
    const said = saidOf(digestRemoved, before, files('    "sha256:3c…": ["v3"]\n'), [exception]);
    expect(said).toEqual([expect.stringContaining('sha256:2b')]);
  });
});
