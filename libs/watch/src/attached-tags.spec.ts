import { type RawManifest, referrersTag } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { hammer, arm, rogue, handled, running } from './example-service.fixture.js';
import {
  artifact,
  type FakeRegistry,
  index,
  promised,
  repository,
  type Service,
  serviceFor,
  source,
} from './fixtures.js';

type Options = Parameters<typeof serviceFor>[1];

const regions = [repository, 'us.example/prod/tool'] as const;
const inTwoRegions = promised({ tool: { v1: hammer } }, 'eu.example/prod', 'us.example/prod');
const sigTag = `${referrersTag(hammer.descriptor.digest)}.sig`;

/** A service that has forgotten everything, as after a restart, or as another instance. */
function holding(inSource: RawManifest | undefined, ...inProduction: readonly RawManifest[]): Service {
  const service = running({ grace: 0 });
  for (const one of inProduction) service.registry.push(repository, one, sigTag);
  if (inSource) service.registry.push(source, inSource, sigTag);
  return service;
}

describe('the tag of a signature', () => {
  const one = artifact(['one']);
  const two = artifact(['one', 'two']);
  const other = artifact(['other']);
  const same = artifact(['payload#first']);
  const pushed = async (service: Service, what: RawManifest): Promise<string> => {
    service.clock.now += 1;
    const { digest } = what.descriptor;
    return (await handled(service, service.received({ tag: sigTag, digest }))).split(' ', 2).join(' ');
  };

  it.each<[string, RawManifest | undefined, readonly RawManifest[], readonly string[]]>([
    ['is that of the source', one, [one], ['VERIFIED attached']],
    ['is older than that of the source', two, [one], ['REJECTED wrong-digest']],
    ['grows as in the source', two, [one, two], ['VERIFIED attached', 'VERIFIED attached']],
    ['goes back', two, [two, one], ['VERIFIED attached', 'REJECTED wrong-digest']],
    ['is another one', one, [other], ['REJECTED unknown-attachment']],
    ['grows by what the source has not', one, [two], ['REJECTED unknown-attachment']],
    [
      'grows by another signature of the same payload',
      same,
      [artifact(['payload#first', 'payload#second'])],
      ['REJECTED unknown-attachment'],
    ],
    [
      'has another signature of the same payload',
      same,
      [artifact(['payload#second'])],
      ['REJECTED unknown-attachment'],
    ],
    ['is not in the source', undefined, [one], ['REJECTED unknown-attachment']],
    ['is an image', rogue, [rogue], ['REJECTED unknown-attachment']],
  ])('%s', async (_, inSource, inProduction, expected) => {
    const service = holding(inSource, ...inProduction);
    const answers: string[] = [];
    for (const what of inProduction) answers.push(await pushed(service, what));
    expect(answers).toEqual(expected);
  });

  describe('put back to an older one, as the source has it now,', () => {
    const [, elsewhere] = regions;
    const rolledBack = (inOtherRegion: RawManifest | undefined, options: Options = {}): Service => {
      const service = serviceFor(inTwoRegions, { grace: 0, ...options });
      for (const at of [repository, source]) {
        for (const each of [hammer, one]) service.registry.push(at, each, each === one ? sigTag : 'v1');
      }
      if (inOtherRegion) service.registry.push(elsewhere, inOtherRegion, sigTag);
      return service;
    };

    it.each<[string, RawManifest | undefined, string]>([
      ['is seen where another region has the newer one', two, 'REJECTED wrong-digest'],
      ['is nothing where it has the same', one, 'VERIFIED attached'],
      ['is nothing where it has another one', other, 'VERIFIED attached'],
      ['is nothing where it has none yet', undefined, 'VERIFIED attached'],
    ])('%s', async (_, inOtherRegion, expected) => {
      expect(await pushed(rolledBack(inOtherRegion), one)).toBe(expected);
    });

    it('waits for no region that does not answer, and asks its host once in a while', async () => {
      const service = rolledBack(two, { regionsWithin: 1 });
      service.registry.silent = { host: 'us.example', gate: () => new Promise(() => undefined) };
      for (let i = 0; i < 3; i++) expect(await pushed(service, one)).toBe('VERIFIED attached');
      const asked = service.registry.reads.filter((read) => read.startsWith('us.example/'));
      expect(asked).toEqual([`${elsewhere}:${sigTag}`]);
    });

    it('costs one read of each region, however many report it', async () => {
      const service = rolledBack(one);
      const reports = [repository, elsewhere].map((at) =>
        service.received({ repository: at, tag: sigTag, digest: one.descriptor.digest }),
      );
      for (const report of [...reports, ...reports]) {
        expect(await handled(service, { ...report, id: '' })).toContain('VERIFIED attached');
      }
      const asked = service.registry.reads.filter(
        (read) => read.endsWith(sigTag) && !read.startsWith('gcr.io'),
      );
      expect(asked).toEqual([`${elsewhere}:${sigTag}`, `${repository}:${sigTag}`]);
    });
  });

  it('is not judged while the source cannot be read', async () => {
    const service = holding(one, one);
    service.registry.failing = (what) => (what.startsWith(source) ? new Error('HTTP 500') : undefined);
    expect(await pushed(service, one)).toBe('later: the');
  });
});

describe('a list of referrers', () => {
  const tag = referrersTag(hammer.descriptor.digest);
  const entries = ['a', 'b', 'c'].map((name) => artifact([name], { subject: hammer }));
  const lists = [1, 2, 3].map((count) => index(`list ${count}`, entries.slice(0, count)));
  const listed = (i: number, at: number) => ({ tag, publishedAt: at, digest: lists[i]!.descriptor.digest });
  const withEntries = (): Service => {
    const service = running({ grace: 0 });
    for (const one of [...lists, ...entries]) service.registry.push(repository, one);
    for (const one of entries) service.registry.push(source, one);
    return service;
  };

  it.each<[string, readonly number[], string]>([
    ['grows', [0, 1, 2], 'VERIFIED VERIFIED VERIFIED'],
    ['shrinks', [2, 1], 'VERIFIED REJECTED'],
    ['grows, then shrinks', [0, 2, 1], 'VERIFIED VERIFIED REJECTED'],
  ])('%s', async (_, order, expected) => {
    const service = withEntries();
    const answers: string[] = [];
    for (const i of order) {
      const received = service.received(listed(i, ++service.clock.now));
      answers.push((await handled(service, received)).split(' ')[0]!);
    }
    expect(answers.join(' ')).toBe(expected);
  });

  it('whose reports overtake one another has not shrunk', async () => {
    const service = withEntries();
    const { now } = service.clock;
    service.clock.now += 10;
    for (const [i, at] of [
      [2, now + 3],
      [0, now + 1],
      [1, now + 2],
    ] as const) {
      expect(await handled(service, service.received(listed(i, at)))).toContain('VERIFIED attached');
    }
    expect(await handled(service, service.received(listed(1, now + 4)))).toContain('REJECTED wrong-digest');
  });

  it('with a stranger among its entries is rejected', async () => {
    const service = withEntries();
    const list = index('with a stranger', [...entries, rogue]);
    for (const one of [list, rogue]) service.registry.push(repository, one);
    const answer = await handled(service, service.received({ tag, digest: list.descriptor.digest }));
    expect(answer).toContain('REJECTED unknown-attachment');
  });

  it('with an artifact that only production has is rejected, as is the artifact', async () => {
    const service = withEntries();
    const stranger = artifact(['stranger'], { subject: hammer });
    const list = index('with an artifact', [...entries, stranger]);
    for (const one of [list, stranger]) service.registry.push(repository, one);
    const given = [{ digest: stranger.descriptor.digest }, { tag, digest: list.descriptor.digest }];
    for (const change of given) {
      expect(await handled(service, service.received(change))).toContain('REJECTED unknown-attachment');
    }
  });
});

describe('the upload of an artifact that is reported apart from its tag', () => {
  const tag = `${referrersTag(hammer.descriptor.digest)}.sig`;
  const signature = artifact(['signature']);
  const { digest } = signature.descriptor;
  const attestation = artifact(['attestation'], { type: 'application/vnd.dsse.envelope.v1+json' });
  const entry = artifact(['entry'], { subject: hammer });
  const list = index('list', [entry]);
  const listings = ({ reads }: FakeRegistry): readonly string[] =>
    reads.filter((read) => read.endsWith('/list'));
  const pushed = (...artifacts: (readonly [RawManifest, string?])[]): Service => {
    const service = running({ grace: 0 });
    for (const at of [repository, source]) {
      service.registry.push(at, entry);
      for (const [one, given] of artifacts) service.registry.push(at, one, given);
    }
    return service;
  };

  it.each<[string, RawManifest, string, string]>([
    ['a signature', signature, tag, 'VERIFIED attached'],
    ['a list of referrers', list, referrersTag(hammer.descriptor.digest), 'VERIFIED attached'],
    [
      'an attestation of a child',
      attestation,
      `${referrersTag(arm.descriptor.digest)}.att`,
      'VERIFIED attached',
    ],
    [
      'a signature of a stranger',
      signature,
      `${referrersTag(rogue.descriptor.digest)}.sig`,
      'REJECTED unknown-digest',
    ],
    ['anything under another tag', signature, 'v9', 'REJECTED unknown-digest'],
  ])('%s: its tag is looked up', async (_, one, given, expected) => {
    const service = pushed([one, given]);
    const answer = await handled(service, service.received({ digest: one.descriptor.digest }));
    expect(answer).toContain(expected);
    expect(listings(service.registry)).toHaveLength(1);
  });

  it('a tag that was verified before is not looked up', async () => {
    const service = pushed([signature, tag]);
    await handled(service, service.received({ digest, tag }));
    expect(await handled(service, service.received({ digest }))).toContain('VERIFIED attached');
    expect(listings(service.registry)).toEqual([]);
  });

  it('those that come together share one look', async () => {
    const other = artifact(['other']);
    const service = pushed([signature, tag], [other, `${referrersTag(arm.descriptor.digest)}.sig`]);
    const digests = [digest, other.descriptor.digest];
    const answers = digests.map((each) => handled(service, service.received({ digest: each })));
    for (const answer of await Promise.all(answers)) expect(answer).toContain('VERIFIED attached');
    expect(listings(service.registry)).toHaveLength(1);
  });

  it('waits for its tag', async () => {
    const service = running();
    service.registry.push(repository, signature);
    const received = service.received({ digest });
    expect(await handled(service, received)).toContain('later');
    for (const at of [repository, source]) service.registry.push(at, signature, tag);
    expect(await handled(service, received)).toContain('VERIFIED attached');
  });

  it('waits for a registry that does not answer', async () => {
    const service = pushed([signature, tag]);
    service.registry.failing = (what) => (what.endsWith('/list') ? new Error('HTTP 500') : undefined);
    expect(await handled(service, service.received({ digest }))).toContain('later: the tags of');
  });

  it('an image is no artifact, and its tags are of no interest', async () => {
    const service = pushed([rogue, tag]);
    const answer = await handled(service, service.received({ digest: rogue.descriptor.digest }));
    expect(answer).toContain('REJECTED unknown-digest');
    expect(listings(service.registry)).toEqual([]);
  });
});
