import { type FailureCode, referrersTag } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { findDrift } from './find-drift.js';
import { digest, knowledgeOf, treeOf, type WrittenKnowledge } from './fixtures.js';
import { promisesOf } from './promises.js';

const promises = promisesOf(
  treeOf({
    tools: {
      destinations: ['eu.gcr.io/prod/tools'],
      images: { hammer: { image: ['v1'], index: ['v2'], untagged: [] } },
    },
  }),
);

const inPlace = { v1: 'image', v2: 'index' };
const all = ['image', 'index', 'untagged'];
const signature = `${referrersTag(digest('image'))}.sig`;
const read = { image: {}, index: { children: ['child'] }, untagged: {} };

const codes = {
  'wrong-digest': 'DIGEST_MISMATCH',
  unreadable: 'INVALID_ANSWER',
  unreachable: 'UNAVAILABLE',
} as const satisfies Record<string, FailureCode>;

interface Written {
  readonly repository?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly digests?: readonly string[];
  readonly complete?: boolean;
  /** Tag, or short name of a digest → why it could not be read. */
  readonly unknown?: Readonly<Record<string, keyof typeof codes>>;
}

const sig = {
  artifact: { type: 'application/vnd.dev.cosign.simplesigning.v1+json', layers: ['one'] },
};
const names = [...all, 'child', 'rogue', 'sig'];

function nameOf(asked: string | undefined): string {
  return names.find((name) => digest(name) === asked) ?? asked ?? '';
}

function found(written: Written, knowledge: WrittenKnowledge = {}): string[] {
  const { repository = 'eu.gcr.io/prod/tools/hammer', tags = inPlace, digests = all } = written;
  const { complete = false, unknown = {} } = written;
  const held = {
    repository,
    tags: new Map(Object.entries(tags).map(([tag, short]) => [tag, digest(short)])),
    exists: true,
    readAt: 0,
    completeness: complete
      ? ({ kind: 'complete' } as const)
      : ({ kind: 'tags-only', reason: 'it lists tags' } as const),
    manifests: new Map(
      digests.map((short) => [
        digest(short),
        { digest: digest(short), mediaType: '', size: undefined, tags: [], origin: 'listing' as const },
      ]),
    ),
    unknown: new Map(
      Object.entries(unknown).map(([key, kind]) => [
        all.includes(key) ? digest(key) : key,
        { code: codes[kind], reason: 'HTTP 500' },
      ]),
    ),
  };
  const drift = findDrift(held, promises, knowledgeOf(knowledge));
  if ('verdict' in drift) return ['NEEDS', ...(drift.manifests ?? []).map(nameOf).sort()];
  return drift.map((one) => [one.kind, one.tag, nameOf(one.digest)].filter(Boolean).join(' '));
}

describe('drift', () => {
  it.each<[string, Written, WrittenKnowledge, string[]]>([
    ['all is in place', {}, {}, []],
    ['a tag is missing', { tags: { v2: 'index' } }, {}, ['missing v1 image']],
    ['a digest without tag is missing', { digests: ['image', 'index'] }, {}, ['missing untagged']],
    [
      'everything is missing',
      { tags: {}, digests: [] },
      {},
      ['missing v1 image', 'missing v2 index', 'missing untagged'],
    ],
    [
      'nobody knows whether it is there',
      { tags: { v2: 'index' }, unknown: { v1: 'unreachable' } },
      {},
      ['unreachable v1 image'],
    ],
    [
      'what is there is no manifest',
      { digests: ['image', 'index'], unknown: { untagged: 'unreadable' } },
      {},
      ['unreadable untagged'],
    ],
    [
      'a stranger of a tag that nobody can read',
      { unknown: { latest: 'unreachable' } },
      {},
      ['unreachable latest'],
    ],
    ['a child is missing', { complete: true }, { manifests: read }, ['missing child']],
    ['a child that nobody listed', {}, { manifests: read }, []],
    [
      'an index is missing, and its child is not',
      { tags: { v1: 'image' }, digests: ['image', 'untagged', 'child'] },
      { manifests: read },
      ['missing v2 index'],
    ],
    ['a tag is on another digest', { tags: { ...inPlace, v1: 'index' } }, {}, ['tag-moved v1 index']],
    [
      'a tag is on a stranger, which is said once',
      { tags: { ...inPlace, v1: 'rogue' }, digests: [...all, 'rogue'] },
      {},
      ['tag-moved v1 rogue'],
    ],
    [
      'a promised digest has one tag more',
      { tags: { ...inPlace, latest: 'image' } },
      {},
      ['unexpected latest image'],
    ],
    ['a stranger is read, and what may explain it', { digests: [...all, 'rogue'] }, {}, ['NEEDS', 'rogue']],
    [
      'a stranger',
      { digests: [...all, 'rogue'] },
      { manifests: { ...read, rogue: {} } },
      ['unexpected rogue'],
    ],
    ['a child', { digests: [...all, 'child'] }, { manifests: read }, []],
    [
      'nobody knows whether it is a child',
      { digests: [...all, 'child'] },
      { manifests: { ...read, child: {}, index: { unreadable: 'HTTP 500' } } },
      ['unreachable child'],
    ],
    [
      'a signature',
      { tags: { ...inPlace, [signature]: 'sig' }, digests: [...all, 'sig'] },
      { manifests: { ...read, sig }, originals: { [signature]: 'sig' } },
      [],
    ],
    [
      'a signature that the source has not',
      { tags: { ...inPlace, [signature]: 'sig' }, digests: [...all, 'sig'] },
      { manifests: { ...read, sig }, originals: { [signature]: 'absent' } },
      [`unknown-attachment ${signature} sig`],
    ],
    [
      'a signature of a trusted signer that the source has not',
      { tags: { ...inPlace, [signature]: 'sig' }, digests: [...all, 'sig'] },
      {
        manifests: { ...read, sig },
        originals: { [signature]: 'absent' },
        signed: { [signature]: [['one', 'trusted', 'the key release.pub']] },
      },
      [],
    ],
    [
      'a repository that nobody promises anything',
      { repository: 'eu.gcr.io/prod/tools/saw', tags: { v1: 'image' }, digests: ['image', 'index'] },
      {},
      ['unexpected v1 image', 'unexpected index'],
    ],
  ])('%s', (_, written, knowledge, expected) => {
    expect(found(written, knowledge)).toEqual(expected);
  });
});
