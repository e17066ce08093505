import { type Digest, referrersTag } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { digest } from './fixtures.js';
import type { Known, ManifestLinks } from './knowledge.js';
import { type AttachedInRegion, missingAttachments } from './missing-attachments.js';

const list = referrersTag(digest('image'));
const sig = `${list}.sig`;

interface Written {
  readonly tags?: Readonly<Record<string, string>>;
  readonly referrers?: readonly string[];
  readonly isComplete?: boolean;
}

const nameOf = (of: Digest | undefined): string =>
  ['one', 'two', 'more', 'list', 'longer'].find((name) => digest(name) === of) ?? '-';

const layers = (...parts: readonly string[]): ManifestLinks => ({
  children: [],
  artifact: {
    kind: 'manifest',
    layers: parts.map((part) => ({ digest: digest(part), mediaType: 'a/b', part })),
  },
});
const entries = (...names: readonly string[]): ManifestLinks => ({
  children: names.map((name) => ({ digest: digest(name), isIndex: false })),
});

const manifests: Readonly<Record<string, Known<ManifestLinks>>> = {
  one: layers('a'),
  two: layers('b'),
  more: layers('a', 'b'),
  list: entries('one'),
  longer: entries('one', 'two'),
};
const failed = { unreadable: 'HTTP 500' };

/** `kind region what`, or what must be read. */
function told(
  written: Readonly<Record<string, Written>>,
  known: Readonly<Record<string, Known<ManifestLinks>>> = manifests,
  has: Known<'present'> | 'unasked' = 'absent',
): string[] {
  const regions = Object.entries(written).map(
    ([repository, { tags = {}, referrers = [], isComplete = true }]): AttachedInRegion => ({
      repository,
      isComplete,
      tags: new Map(Object.entries(tags).map(([tag, short]) => [tag, digest(short)])),
      referrers: new Set(referrers.map(digest)),
    }),
  );
  const byDigest = new Map(Object.entries(known).map(([short, links]) => [digest(short), links]));
  const found = missingAttachments(regions, {
    manifest: (_, asked) => byDigest.get(asked),
    has: () => (has === 'unasked' ? undefined : has),
  });
  if (!('has' in found)) {
    return found.map(({ kind, repository, tag, digest: of }) => `${kind} ${repository} ${tag ?? nameOf(of)}`);
  }
  return [
    ...found.manifests.map(([repository, of]) => `read ${repository} ${nameOf(of)}`),
    ...found.has.map(([repository, of]) => `has ${repository} ${nameOf(of)}`),
  ];
}

describe('between regions', () => {
  it.each<[string, Readonly<Record<string, Written>>, readonly string[]]>([
    ['the same tags need no read', { eu: { tags: { [sig]: 'one' } }, us: { tags: { [sig]: 'one' } } }, []],
    ['a tag that one lacks', { eu: { tags: { [sig]: 'one' } }, us: {} }, [`missing-attachment us ${sig}`]],
    [
      'a tag with fewer layers',
      { eu: { tags: { [sig]: 'one' } }, us: { tags: { [sig]: 'more' } } },
      [`missing-attachment eu ${sig}`],
    ],
    [
      'tags with other layers each',
      { eu: { tags: { [sig]: 'one' } }, us: { tags: { [sig]: 'two' } } },
      [`missing-attachment eu ${sig}`, `missing-attachment us ${sig}`],
    ],
    ['a referrer', { eu: { referrers: ['one'] }, us: {} }, ['missing-attachment us one']],
    [
      'lists of referrers',
      { eu: { tags: { [list]: 'list' } }, us: { tags: { [list]: 'longer' } } },
      ['missing-attachment eu two'],
    ],
    [
      'a list, and a registry that lists manifests',
      { eu: { tags: { [list]: 'longer' }, isComplete: false }, us: { referrers: ['one'] } },
      ['missing-attachment us two'],
    ],
  ])('%s', (_, written, expected) => {
    expect(told(written)).toEqual(expected);
  });

  const two = { eu: { tags: { [sig]: 'one' } }, us: { tags: { [sig]: 'two' } } };
  const open = { eu: { referrers: ['one'] }, us: { isComplete: false } };

  it('what differs is read', () => {
    expect(told(two, {})).toEqual(['read eu one', 'read us two']);
    expect(told(open, {}, 'unasked')).toEqual(['has us one']);
  });

  it.each([
    ['that cannot be read', failed, ['unreachable us one']],
    ['that is there, although it is not listed', 'present', []],
  ] as const)('a referrer %s is not missing', (_, has, expected) => {
    expect(told(open, {}, has)).toEqual(expected);
  });

  it('a tag that cannot be read is not missing', () => {
    expect(told(two, { one: layers('a'), two: failed })).toEqual(['unreachable us two']);
  });
});
