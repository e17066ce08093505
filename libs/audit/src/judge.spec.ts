import { referrersTag } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import type { ChangeEvent } from './change-event.js';
import { digest, knowledgeOf, treeOf, type WrittenKnowledge } from './fixtures.js';
import { judge } from './judge.js';
import { promisesOf } from './promises.js';

const promises = promisesOf(
  treeOf({
    tools: {
      destinations: ['eu.gcr.io/prod/tools', 'us.gcr.io/prod/tools'],
      images: { hammer: { image: ['v1.0'], index: ['v2.0', 'v2.0.1'], untagged: [], left: ['torn'] } },
    },
    other: { destinations: ['us.gcr.io/prod'], images: { 'tools/hammer': { right: ['torn'] } } },
  }),
);

const repository = 'eu.gcr.io/prod/tools/hammer';
const signature = `${referrersTag(digest('image'))}.sig`;
const list = referrersTag(digest('image'));

type Change = Partial<Pick<ChangeEvent, 'action' | 'repository' | 'tag'>> & { readonly digest?: string };

function judged({ digest: short, ...change }: Change, knowledge: WrittenKnowledge): string {
  const event = { id: '1', publishedAt: 0, action: 'insert' as const, repository, ...change };
  const reported = short === undefined ? event : { ...event, digest: digest(short) };
  const verdict = judge(reported, promises, knowledgeOf(knowledge));
  if (verdict.verdict !== 'NEEDS') {
    const parent = 'parent' in verdict ? ` of ${nameOf(verdict.parent ?? '')}` : '';
    return `${verdict.verdict} ${verdict.reason}${parent}`;
  }
  const tagged = verdict.tagged.map((asked) => `tags of ${nameOf(asked)}`);
  return ['NEEDS', ...verdict.manifests.map(nameOf), ...verdict.tags, ...tagged].join(' ');
}

const names = [
  'image',
  'index',
  'untagged',
  'left',
  'right',
  'child',
  'inner',
  'rogue',
  'sbom',
  'list',
  'older',
];

function nameOf(asked: string): string {
  return names.find((name) => digest(name) === asked) ?? asked;
}

const read = { image: {}, index: { children: ['child'] }, untagged: {}, left: {} };
const failed = { unreadable: 'HTTP 500' };

describe('what the manifests say by themselves needs no read', () => {
  it.each<[string, Change, string]>([
    ['the tag and the digest', { digest: 'image', tag: 'v1.0' }, 'VERIFIED promised'],
    ['one of several tags', { digest: 'index', tag: 'v2.0.1' }, 'VERIFIED promised'],
    ['the digest alone', { digest: 'image' }, 'VERIFIED promised'],
    ['a digest without tags', { digest: 'untagged' }, 'VERIFIED promised'],
    ['its tag on another digest', { digest: 'index', tag: 'v1.0' }, 'REJECTED wrong-digest'],
    ['its tag on a stranger', { digest: 'rogue', tag: 'v1.0' }, 'REJECTED wrong-digest'],
    ['another tag on it', { digest: 'image', tag: 'latest' }, 'REJECTED unknown-tag'],
    ['a tag on a digest that is to have none', { digest: 'untagged', tag: 'v9' }, 'REJECTED unknown-tag'],
    ['an unknown tag on a stranger', { digest: 'rogue', tag: 'v9' }, 'REJECTED unknown-digest'],
    ['an unknown tag, no digest said', { tag: 'v9' }, 'REJECTED unknown-tag'],
    [
      'a repository that is in no manifest',
      { digest: 'image', repository: `${repository}s` },
      'REJECTED unknown-repository',
    ],
    [
      'the registry itself',
      { digest: 'image', repository: 'eu.gcr.io/prod/tools' },
      'REJECTED unknown-repository',
    ],
    ['a deletion', { action: 'delete', digest: 'image', tag: 'v1.0' }, 'REJECTED deleted'],
    [
      'a deletion of what nobody knows',
      { action: 'delete', tag: 'x', repository: 'a.b/c' },
      'REJECTED deleted',
    ],
    [
      'a tag that two manifests give to two digests, where both promote to',
      { digest: 'left', tag: 'torn', repository: 'us.gcr.io/prod/tools/hammer' },
      'REJECTED wrong-digest',
    ],
    ['the same tag where only one does', { digest: 'left', tag: 'torn' }, 'VERIFIED promised'],
    ['neither digest nor tag', {}, 'REJECTED malformed'],
  ])('%s', (_, change, verdict) => {
    expect(judged(change, {})).toBe(verdict);
  });
});

describe('a tag without a digest is read', () => {
  it.each<[string, WrittenKnowledge, string]>([
    ['not read yet', {}, 'NEEDS v1.0'],
    ['it is what the manifests say', { tags: { 'v1.0': 'image' } }, 'VERIFIED promised'],
    ['it is something else', { tags: { 'v1.0': 'rogue' } }, 'REJECTED wrong-digest'],
    ['it is not there', { tags: { 'v1.0': 'absent' } }, 'REJECTED wrong-digest'],
    ['it cannot be read', { tags: { 'v1.0': 'unreadable' } }, 'UNREACHABLE unreachable'],
  ])('%s', (_, knowledge, verdict) => {
    expect(judged({ tag: 'v1.0' }, knowledge)).toBe(verdict);
  });
});

describe('a digest that no manifest names is explained by the graph', () => {
  it.each<[string, string, WrittenKnowledge['manifests'], string]>([
    ['nothing is read: itself first', 'child', {}, 'NEEDS child'],
    ['then what is promised', 'child', { child: {} }, 'NEEDS image index left untagged'],
    ['what is read is not read again', 'child', { child: {}, image: {}, left: {} }, 'NEEDS index untagged'],
    ['a child', 'child', read, 'VERIFIED child of index'],
    [
      'a child, its index known already',
      'child',
      { index: { children: ['child'] } },
      'VERIFIED child of index',
    ],
    ['a child that is gone again', 'child', { ...read, child: 'absent' }, 'VERIFIED child of index'],
    ['a stranger', 'rogue', { ...read, rogue: {} }, 'REJECTED unknown-digest'],
    ['a stranger that is gone again', 'rogue', { ...read, rogue: 'absent' }, 'REJECTED unknown-digest'],
    ['a stranger that cannot be read', 'rogue', { ...read, rogue: failed }, 'UNREACHABLE unreachable'],
    [
      'the index is not there yet',
      'child',
      { ...read, child: {}, index: 'absent' },
      'REJECTED unknown-digest',
    ],
    ['the index cannot be read', 'child', { ...read, child: {}, index: failed }, 'UNREACHABLE unreachable'],
    [
      'another index cannot be read',
      'child',
      { ...read, child: {}, image: failed },
      'VERIFIED child of index',
    ],
    [
      'an index within an index',
      'child',
      { ...read, child: {}, index: { indexes: ['inner'] } },
      'NEEDS inner',
    ],
    [
      'a child of an index within an index',
      'child',
      { ...read, child: {}, index: { indexes: ['inner'] }, inner: { children: ['child'] } },
      'VERIFIED child of index',
    ],
    [
      'an index that holds itself',
      'rogue',
      { ...read, rogue: {}, index: { indexes: ['index'] } },
      'REJECTED unknown-digest',
    ],
    ['attached to a promised digest', 'sbom', { sbom: { subject: 'image' } }, 'VERIFIED attached of image'],
    ['attached to a child', 'sbom', { ...read, sbom: { subject: 'child' } }, 'VERIFIED attached of index'],
    [
      'attached to a child, nothing read',
      'sbom',
      { sbom: { subject: 'child' } },
      'NEEDS image index left untagged',
    ],
    ['attached to a stranger', 'sbom', { ...read, sbom: { subject: 'rogue' } }, 'REJECTED unknown-digest'],
  ])('%s', (_, asked, manifests = {}, verdict) => {
    const [first = '', ...rest] = judged({ digest: asked }, { manifests }).split(/(?<=NEEDS) /);
    expect([first, ...rest.map((text) => text.split(' ').sort().join(' '))].join(' ')).toBe(verdict);
  });
});

describe('tags that say what they are attached to', () => {
  const lists = { list: { children: ['sbom', 'rogue'] }, older: { children: ['sbom'] } };
  it.each<[string, Change, WrittenKnowledge, string]>([
    ['a signature', { tag: signature, digest: 'sbom' }, {}, 'VERIFIED attached of image'],
    [
      'the same again',
      { tag: signature, digest: 'sbom' },
      { attached: { [signature]: 'sbom' } },
      'VERIFIED attached of image',
    ],
    [
      'another one',
      { tag: signature, digest: 'rogue' },
      { attached: { [signature]: 'sbom' } },
      'REJECTED wrong-digest',
    ],
    ['no digest said', { tag: signature }, {}, `NEEDS ${signature}`],
    [
      'no digest said, and read',
      { tag: signature },
      { tags: { [signature]: 'sbom' } },
      'VERIFIED attached of image',
    ],
    [
      'no digest said, and gone',
      { tag: signature },
      { tags: { [signature]: 'absent' } },
      'REJECTED unknown-tag',
    ],
    [
      'of a child',
      { tag: `${referrersTag(digest('child'))}.att`, digest: 'sbom' },
      { manifests: read },
      'VERIFIED attached of index',
    ],
    [
      'of a stranger',
      { tag: `${referrersTag(digest('rogue'))}.sbom`, digest: 'sbom' },
      { manifests: read },
      'REJECTED unknown-tag',
    ],
    [
      'of who knows what',
      { tag: `${referrersTag(digest('rogue'))}.sbom`, digest: 'sbom' },
      { manifests: { ...read, index: failed } },
      'UNREACHABLE unreachable',
    ],
    ['a list of referrers is read', { tag: list, digest: 'list' }, {}, 'NEEDS list'],
    [
      'a list of referrers',
      { tag: list, digest: 'list' },
      { manifests: lists },
      'VERIFIED attached of image',
    ],
    [
      'it may grow',
      { tag: list, digest: 'list' },
      { manifests: lists, attached: { [list]: 'older' } },
      'VERIFIED attached of image',
    ],
    [
      'it may not shrink',
      { tag: list, digest: 'older' },
      { manifests: lists, attached: { [list]: 'list' } },
      'REJECTED wrong-digest',
    ],
    [
      'what it was is read',
      { tag: list, digest: 'list' },
      { manifests: { list: {} }, attached: { [list]: 'older' } },
      'NEEDS older',
    ],
    [
      'what it was cannot be read',
      { tag: list, digest: 'list' },
      { manifests: { list: {}, older: failed }, attached: { [list]: 'older' } },
      'UNREACHABLE unreachable',
    ],
    [
      'what it was is gone',
      { tag: list, digest: 'list' },
      { manifests: { ...lists, older: 'absent' }, attached: { [list]: 'older' } },
      'REJECTED wrong-digest',
    ],
  ])('%s', (_, change, knowledge, verdict) => {
    expect(judged(change, knowledge)).toBe(verdict);
  });
});

describe('an artifact that is reported without the tag that explains it', () => {
  const manifests = { ...read, sbom: { mayBeTagged: true as const } };
  const ofChild = `${referrersTag(digest('child'))}.att`;
  const ofRogue = `${referrersTag(digest('rogue'))}.sbom`;
  it.each<[string, WrittenKnowledge, string]>([
    ['its tags are read', {}, 'NEEDS tags of sbom'],
    ['signs a promised digest', { tagsOf: { sbom: ['v9', signature] } }, 'VERIFIED attached of image'],
    ['attests a child', { tagsOf: { sbom: [ofChild] } }, 'VERIFIED attached of index'],
    ['is of a stranger', { tagsOf: { sbom: [ofRogue] } }, 'REJECTED unknown-digest'],
    ['has other tags only', { tagsOf: { sbom: ['v9'] } }, 'REJECTED unknown-digest'],
    ['has no tag', { tagsOf: { sbom: [] } }, 'REJECTED unknown-digest'],
    ['its tags cannot be read', { tagsOf: { sbom: failed } }, 'UNREACHABLE unreachable'],
    [
      'has taken the tag of another one',
      { tagsOf: { sbom: [signature] }, attached: { [signature]: 'older' } },
      'REJECTED unknown-digest',
    ],
    ['is gone again', { manifests: { ...read, sbom: 'absent' } }, 'REJECTED unknown-digest'],
    [
      'is an image, which no such tag is given to',
      { manifests: { ...read, sbom: {} } },
      'REJECTED unknown-digest',
    ],
  ])('%s', (_, knowledge, verdict) => {
    expect(judged({ digest: 'sbom' }, { manifests, ...knowledge })).toBe(verdict);
  });
});
