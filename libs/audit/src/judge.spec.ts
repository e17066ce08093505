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
  const tagged = (verdict.tagged ?? []).map((asked) => `tags of ${nameOf(asked)}`);
  const source = [...(verdict.inSource ?? []).map(nameOf), ...(verdict.originals ?? [])];
  const ofSource = source.map((asked) => `source ${asked}`);
  const regions = (verdict.elsewhere ?? []).map((asked) => `elsewhere ${asked}`);
  return [
    'NEEDS',
    ...(verdict.manifests ?? []).map(nameOf),
    ...(verdict.tags ?? []),
    ...tagged,
    ...ofSource,
    ...regions,
    ...(verdict.signed ?? []).map(
      ({ digest: of, tag, inSource }) => `signers of ${inSource ? 'source ' : ''}${tag ?? nameOf(of)}`,
    ),
  ].join(' ');
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
  ])('%s', (_, asked, manifests = {}, verdict) => {
    const [first = '', ...rest] = judged({ digest: asked }, { manifests }).split(/(?<=NEEDS) /);
    expect([first, ...rest.map((text) => text.split(' ').sort().join(' '))].join(' ')).toBe(verdict);
  });
});

const ofType = (type: string, ...layers: readonly string[]) => ({ artifact: { type, layers } });
const signs = (...layers: readonly string[]) =>
  ofType('application/vnd.dev.cosign.simplesigning.v1+json', ...layers);
const attests = (...layers: readonly string[]) => ofType('application/vnd.dsse.envelope.v1+json', ...layers);
const bill = ofType('application/spdx+json', 'bill');
const anArtifact = (subject: string) => ({ subject, ...attests('one') });

describe('a manifest with a subject', () => {
  const present = { inSource: { sbom: 'present' as const } };
  it.each<[string, WrittenKnowledge, string]>([
    [
      'of a promised digest',
      { manifests: { sbom: anArtifact('image') }, ...present },
      'VERIFIED attached of image',
    ],
    [
      'of a child',
      { manifests: { ...read, sbom: anArtifact('child') }, ...present },
      'VERIFIED attached of index',
    ],
    [
      'of a child, nothing read',
      { manifests: { sbom: anArtifact('child') } },
      'NEEDS image index left untagged',
    ],
    ['the source is read', { manifests: { sbom: anArtifact('image') } }, 'NEEDS source sbom'],
    [
      'that the source has not',
      { manifests: { sbom: anArtifact('image') }, inSource: { sbom: 'absent' } },
      'REJECTED unknown-attachment',
    ],
    [
      'while the source cannot be read',
      { manifests: { sbom: anArtifact('image') }, inSource: { sbom: failed } },
      'UNREACHABLE unreachable',
    ],
    [
      'that is an ordinary image',
      { manifests: { sbom: { subject: 'image' } }, ...present },
      'REJECTED unknown-attachment',
    ],
    [
      'of a stranger',
      { manifests: { ...read, rogue: {}, sbom: anArtifact('rogue') }, ...present },
      'REJECTED unknown-digest',
    ],
    [
      'of a referrer',
      { manifests: { ...read, list: anArtifact('image'), sbom: anArtifact('list') }, ...present },
      'VERIFIED attached of image',
    ],
    [
      'of a referrer that nobody has read',
      { manifests: { ...read, sbom: anArtifact('list') }, ...present },
      'NEEDS list',
    ],
    [
      'of a referrer of a stranger',
      { manifests: { ...read, rogue: {}, list: anArtifact('rogue'), sbom: anArtifact('list') }, ...present },
      'REJECTED unknown-digest',
    ],
  ])('%s', (_, knowledge, verdict) => {
    const given = { tagsOf: { sbom: [] }, ...knowledge };
    const [first = '', ...rest] = judged({ digest: 'sbom' }, given).split(/(?<=NEEDS) /);
    expect([first, ...rest.map((text) => text.split(' ').sort().join(' '))].join(' ')).toBe(
      verdict.replace('source sbom', 'sbom source'),
    );
  });
});

describe('tags that say what they are attached to', () => {
  const sbom = signs('one');
  const same = { originals: { [signature]: 'sbom' } };
  it.each<[string, Change, WrittenKnowledge, string]>([
    ['a signature that the source has', {}, { manifests: { sbom }, ...same }, 'VERIFIED attached of image'],
    ['is read', {}, {}, 'NEEDS sbom'],
    ['and held against the source', {}, { manifests: { sbom } }, `NEEDS source ${signature}`],
    [
      'that the source has not',
      {},
      { manifests: { sbom }, originals: { [signature]: 'absent' } },
      'REJECTED unknown-attachment',
    ],
    [
      'that is another one in the source',
      {},
      { manifests: { sbom, older: signs('two') }, originals: { [signature]: 'older' } },
      'REJECTED unknown-attachment',
    ],
    [
      'that the source cannot be asked for',
      {},
      { manifests: { sbom }, originals: { [signature]: failed } },
      'UNREACHABLE unreachable',
    ],
    [
      'that has less than in the source',
      {},
      { manifests: { sbom, older: signs('one', 'two') }, originals: { [signature]: 'older' } },
      `NEEDS ${signature}`,
    ],
    [
      'that has less than in the source, and stays so',
      {},
      {
        manifests: { sbom, older: signs('one', 'two') },
        originals: { [signature]: 'older' },
        tags: { [signature]: 'sbom' },
      },
      'REJECTED wrong-digest',
    ],
    [
      'that has grown since, as in the source',
      {},
      {
        manifests: { sbom, older: signs('one', 'two') },
        originals: { [signature]: 'older' },
        tags: { [signature]: 'older' },
      },
      'VERIFIED attached of image',
    ],
    [
      'that has less than in the source, and cannot be read again',
      {},
      {
        manifests: { sbom, older: signs('one', 'two') },
        originals: { [signature]: 'older' },
        tags: { [signature]: 'unreadable' },
      },
      'UNREACHABLE unreachable',
    ],
    [
      'is looked up in the other regions',
      {},
      { manifests: { sbom }, ...same, elsewhere: 'unread' },
      `NEEDS elsewhere ${signature}`,
    ],
    [
      'that has less than in another region',
      {},
      {
        manifests: { sbom, older: signs('one', 'two') },
        ...same,
        elsewhere: { [signature]: { 'us.gcr.io/prod/tools/hammer': 'older' } },
        tags: { [signature]: 'sbom' },
      },
      'REJECTED wrong-digest',
    ],
    [
      'that has more than in another region',
      {},
      {
        manifests: { sbom: signs('one', 'two'), older: sbom },
        ...same,
        elsewhere: { [signature]: { 'us.gcr.io/prod/tools/hammer': 'older' } },
      },
      'VERIFIED attached of image',
    ],
    [
      'that has grown as it did in the source',
      {},
      { manifests: { sbom: signs('one', 'two'), older: sbom }, ...same, attached: { [signature]: 'older' } },
      'VERIFIED attached of image',
    ],
    [
      'that has lost what it had',
      {},
      {
        manifests: { sbom, older: signs('one', 'two') },
        originals: { [signature]: 'older' },
        attached: { [signature]: 'older' },
      },
      'REJECTED wrong-digest',
    ],
    ['that is an image', {}, { manifests: { sbom: {} }, ...same }, 'REJECTED unknown-attachment'],
    [
      'that is an attestation',
      {},
      { manifests: { sbom: attests('one') }, ...same },
      'REJECTED unknown-attachment',
    ],
    ['that is empty', {}, { manifests: { sbom: signs() }, ...same }, 'REJECTED unknown-attachment'],
    ['that is gone', {}, { manifests: { sbom: 'absent' }, ...same }, 'REJECTED unknown-attachment'],
    ['no digest said', { digest: '' }, {}, `NEEDS ${signature}`],
    [
      'no digest said, and read',
      { digest: '' },
      { tags: { [signature]: 'sbom' }, manifests: { sbom }, ...same },
      'VERIFIED attached of image',
    ],
    ['no digest said, and gone', { digest: '' }, { tags: { [signature]: 'absent' } }, 'REJECTED unknown-tag'],
    [
      'an attestation of a child',
      { tag: `${referrersTag(digest('child'))}.att` },
      {
        manifests: { ...read, sbom: attests('one') },
        originals: { [`${referrersTag(digest('child'))}.att`]: 'sbom' },
      },
      'VERIFIED attached of index',
    ],
    [
      'an SBOM',
      { tag: `${list}.sbom` },
      { manifests: { sbom: bill }, originals: { [`${list}.sbom`]: 'sbom' } },
      'VERIFIED attached of image',
    ],
    [
      'an SBOM of a stranger',
      { tag: `${referrersTag(digest('rogue'))}.sbom` },
      { manifests: { ...read, rogue: {} } },
      'REJECTED unknown-tag',
    ],
    [
      'of who knows what',
      { tag: `${referrersTag(digest('rogue'))}.sbom` },
      { manifests: { ...read, rogue: {}, index: failed } },
      'UNREACHABLE unreachable',
    ],
  ])('%s', (_, { digest: short = 'sbom', ...change }, knowledge, verdict) => {
    const given = { tag: signature, ...change, ...(short !== '' && { digest: short }) };
    expect(judged(given, knowledge)).toBe(verdict);
  });
});

describe('a list of referrers', () => {
  const one = { sbom: anArtifact('image') };
  const inSource = { sbom: 'present' as const, right: 'present' as const };
  const lists = {
    list: { children: ['sbom', 'right'], artifact: 'list' as const },
    older: { children: ['sbom'], artifact: 'list' as const },
  };
  const all = { ...one, right: anArtifact('image'), ...lists };
  it.each<[string, WrittenKnowledge, string, string?]>([
    ['is read', {}, 'NEEDS list'],
    ['and all in it', { manifests: { ...lists, ...one } }, 'NEEDS right'],
    ['and looked for in the source', { manifests: all, inSource: { sbom: 'present' } }, 'NEEDS source right'],
    ['is explained by its entries', { manifests: all, inSource }, 'VERIFIED attached of image'],
    [
      'with an entry that the source has not',
      { manifests: all, inSource: { ...inSource, right: 'absent' } },
      'REJECTED unknown-attachment',
    ],
    [
      'with an image',
      { manifests: { ...all, right: { subject: 'image' } }, inSource },
      'REJECTED unknown-attachment',
    ],
    [
      'with what belongs to another image',
      { manifests: { ...all, right: anArtifact('index') }, inSource },
      'REJECTED unknown-attachment',
    ],
    [
      'that is an index of images',
      { manifests: { list: { children: ['right'] } } },
      'REJECTED unknown-attachment',
    ],
    ['that is an image', { manifests: { list: {} } }, 'REJECTED unknown-attachment'],
    ['may grow', { manifests: all, inSource, attached: { [list]: 'older' } }, 'VERIFIED attached of image'],
    [
      'may not shrink',
      { manifests: all, inSource, attached: { [list]: 'list' } },
      'REJECTED wrong-digest',
      'older',
    ],
    [
      'that had what cannot be read',
      { manifests: { ...all, older: failed }, inSource, attached: { [list]: 'older' } },
      'UNREACHABLE unreachable',
    ],
  ])('%s', (_, knowledge, verdict, short = 'list') => {
    expect(judged({ tag: list, digest: short }, knowledge)).toBe(verdict);
  });
});

describe('an artifact that is reported without the tag that explains it', () => {
  const manifests = { ...read, rogue: {}, sbom: attests('one') };
  const attestation = `${list}.att`;
  const ofChild = `${referrersTag(digest('child'))}.att`;
  const ofRogue = `${referrersTag(digest('rogue'))}.sbom`;
  it.each<[string, WrittenKnowledge, string]>([
    ['its tags are read', {}, 'NEEDS tags of sbom'],
    [
      'attests a promised digest',
      { tagsOf: { sbom: ['v9', attestation] }, originals: { [attestation]: 'sbom' } },
      'VERIFIED attached of image',
    ],
    [
      'attests a child',
      { tagsOf: { sbom: [ofChild] }, originals: { [ofChild]: 'sbom' } },
      'VERIFIED attached of index',
    ],
    ['is of a stranger', { tagsOf: { sbom: [ofRogue] } }, 'REJECTED unknown-digest'],
    ['has other tags only', { tagsOf: { sbom: ['v9'] } }, 'REJECTED unknown-digest'],
    ['has no tag', { tagsOf: { sbom: [] } }, 'REJECTED unknown-digest'],
    ['its tags cannot be read', { tagsOf: { sbom: failed } }, 'UNREACHABLE unreachable'],
    [
      'has taken the tag of another one',
      { tagsOf: { sbom: [attestation] }, originals: { [attestation]: 'absent' } },
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

describe('what the source does not have is judged by who signed it', () => {
  const trusted = (part: string) => [part, 'trusted', 'the key release.pub'] as const;
  const stranger = (part: string) => [part, 'stranger', 'mallory'] as const;
  const unsigned = (part: string) => [part, 'unproven', 'it is not signed'] as const;

  describe('a referrer', () => {
    const known = { manifests: { sbom: anArtifact('image') }, inSource: { sbom: 'absent' as const } };
    it.each<[string, WrittenKnowledge, string]>([
      ['is read', { signed: {} }, 'NEEDS signers of sbom'],
      ['of a trusted signer', { signed: { sbom: [trusted('sbom')] } }, 'VERIFIED attached of image'],
      ['of a stranger', { signed: { sbom: [stranger('sbom')] } }, 'REJECTED unknown-attachment'],
      ['that is not signed', { signed: { sbom: [unsigned('sbom')] } }, 'REJECTED unknown-attachment'],
      ['that cannot be read', { signed: { sbom: failed } }, 'UNREACHABLE unreachable'],
      [
        'of a trusted signer, that is an image',
        { manifests: { sbom: { subject: 'image' } }, signed: { sbom: [trusted('sbom')] } },
        'REJECTED unknown-attachment',
      ],
      [
        'of a trusted signer, while the source cannot be read',
        { inSource: { sbom: failed }, signed: { sbom: [trusted('sbom')] } },
        'UNREACHABLE unreachable',
      ],
    ])('%s', (_, knowledge, verdict) => {
      expect(judged({ digest: 'sbom' }, { tagsOf: { sbom: [] }, ...known, ...knowledge })).toBe(verdict);
    });
  });

  it('a list of referrers, entry by entry', () => {
    const manifests = {
      list: { children: ['sbom', 'right'], artifact: 'list' as const },
      sbom: anArtifact('image'),
      right: anArtifact('image'),
    };
    const inSource = { sbom: 'present' as const, right: 'absent' as const };
    const verdictOn = (signed: WrittenKnowledge['signed']): string =>
      judged({ tag: list, digest: 'list' }, { manifests, inSource, ...(signed && { signed }) });
    expect(verdictOn({})).toBe('NEEDS signers of right');
    expect(verdictOn({ right: [trusted('right')] })).toBe('VERIFIED attached of image');
    expect(verdictOn({ right: [stranger('right')] })).toBe('REJECTED unknown-attachment');
  });

  describe('a tag', () => {
    const absent = { originals: { [signature]: 'absent' } };
    const grown = {
      manifests: { sbom: signs('one', 'two'), older: signs('one') },
      originals: { [signature]: 'older' },
    };
    const replaced = {
      manifests: { sbom: signs('two'), older: signs('one') },
      originals: { [signature]: 'older' },
      tags: { [signature]: 'sbom' },
    };
    it.each<[string, WrittenKnowledge, string]>([
      ['is read', { ...absent, signed: {} }, `NEEDS signers of ${signature}`],
      [
        'of a trusted signer',
        { ...absent, signed: { [signature]: [trusted('one')] } },
        'VERIFIED attached of image',
      ],
      [
        'of a trusted signer and a stranger',
        {
          ...absent,
          manifests: { sbom: signs('one', 'two') },
          signed: { [signature]: [trusted('one'), stranger('two')] },
        },
        'REJECTED unknown-attachment',
      ],
      ['that cannot be read', { ...absent, signed: { [signature]: failed } }, 'UNREACHABLE unreachable'],
      [
        'that has grown by a trusted signer',
        { ...grown, signed: { [signature]: [stranger('one'), trusted('two')] } },
        'VERIFIED attached of image',
      ],
      [
        'that has grown by a stranger',
        { ...grown, signed: { [signature]: [trusted('one'), stranger('two')] } },
        'REJECTED unknown-attachment',
      ],
      [
        'that has grown by what nobody looked at',
        { ...grown, signed: { [signature]: [trusted('one')] } },
        'REJECTED unknown-attachment',
      ],
      [
        'that has grown by a trusted signer, and is known to have lost what it had',
        {
          ...grown,
          manifests: { ...grown.manifests, right: signs('three') },
          attached: { [signature]: 'right' },
          signed: { [signature]: [stranger('one'), trusted('two')] },
        },
        'REJECTED wrong-digest',
      ],
      [
        'that is what the source has, and is known to have lost what a trusted signer had added',
        {
          manifests: { sbom: signs('one'), older: signs('one', 'two') },
          originals: { [signature]: 'sbom' },
          attached: { [signature]: 'older' },
          signed: {},
        },
        'REJECTED wrong-digest',
      ],
      [
        'of a trusted signer in the place of what the source has: is that carried?',
        { ...replaced, signed: { [signature]: [trusted('two')] } },
        `NEEDS signers of source ${signature}`,
      ],
      [
        'of a trusted signer in the place of what the source has and the promoter carries',
        {
          ...replaced,
          signed: { [signature]: [trusted('two')], [`source ${signature}`]: [trusted('one')] },
        },
        'REJECTED wrong-digest',
      ],
      [
        'of a trusted signer beside what the source has and the promoter does not carry',
        {
          ...replaced,
          signed: { [signature]: [trusted('two')], [`source ${signature}`]: [stranger('one')] },
        },
        'VERIFIED attached of image',
      ],
      [
        'of a trusted signer in the place of what the source has, where all is carried',
        { ...replaced, carriesUnverified: true, signed: { [signature]: [trusted('two')] } },
        'REJECTED wrong-digest',
      ],
    ])('%s', (_, knowledge, verdict) => {
      const all = { manifests: { sbom: signs('one') }, ...knowledge };
      expect(judged({ tag: signature, digest: 'sbom' }, all)).toBe(verdict);
    });
  });

  it.each<[string, WrittenKnowledge['signed'], string]>([
    ['trusted', { sbom: [trusted('sbom')] }, 'and signed by the key release.pub'],
    [
      'a stranger',
      { sbom: [stranger('sbom')] },
      'not in the source; it is signed by mallory, whom neither the configuration nor a policy of the source trusts',
    ],
    ['nobody', { sbom: [unsigned('sbom')] }, 'not in the source; it is not signed'],
    ['not looked at', undefined, 'not in the source'],
  ])('says who signed: %s', (_, signed, expected) => {
    const event = { id: '1', publishedAt: 0, action: 'insert' as const, repository, digest: digest('sbom') };
    const manifests = { sbom: anArtifact('image') };
    const tagsOf = { sbom: [] };
    const knowledge = { manifests, tagsOf, inSource: { sbom: 'absent' as const }, ...(signed && { signed }) };
    const verdict = judge(event, promises, knowledgeOf(knowledge));
    expect('explanation' in verdict && verdict.explanation).toMatch(new RegExp(`${expected}$`));
  });
});
