import { mediaTypes, type RawManifest, referrersTag } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { hammer, arm, amd, rogue, handled, running } from './example-service.fixture.js';
import { type FakeRegistry, index, rawManifest, repository, type Service, textDigest } from './fixtures.js';

describe('tags of attached artifacts', () => {
  const tag = referrersTag(hammer.descriptor.digest);
  const signed = { tag: `${tag}.sig` };
  const lists = [[arm], [arm, amd], [arm, amd, rogue]].map((children, i) => index(`list ${i}`, children));
  const listed = (i: number, at: number) => ({ tag, publishedAt: at, digest: lists[i]!.descriptor.digest });

  it('a signature comes once', async () => {
    const service = running({ grace: 0 });
    const first = { ...signed, digest: textDigest('signature') };
    expect(await handled(service, service.received(first))).toContain('VERIFIED attached');
    expect(await handled(service, service.received(first))).toContain('VERIFIED attached');
    const second = { ...signed, digest: textDigest('another') };
    expect(await handled(service, service.received(second))).toContain('REJECTED wrong-digest');
  });

  it('of two signatures that arrive together only one is taken', async () => {
    const service = running({ grace: 0 });
    const both = ['one', 'two'].map((name) => service.received({ ...signed, digest: textDigest(name) }));
    const answers = await Promise.all(both.map((received) => handled(service, received)));
    expect(answers.map((answer) => answer.split(' ')[0])).toEqual(['VERIFIED', 'REJECTED']);
  });

  it.each<[string, readonly number[], string]>([
    ['grows', [0, 1, 2], 'VERIFIED VERIFIED VERIFIED'],
    ['shrinks', [2, 1], 'VERIFIED REJECTED'],
    ['grows, then shrinks', [0, 2, 1], 'VERIFIED VERIFIED REJECTED'],
  ])('a list of referrers %s', async (_, order, expected) => {
    const service = running({ grace: 0 });
    for (const list of lists) service.registry.push(repository, list);
    const answers: string[] = [];
    for (const i of order) {
      const received = service.received(listed(i, ++service.clock.now));
      answers.push((await handled(service, received)).split(' ')[0]!);
    }
    expect(answers.join(' ')).toBe(expected);
  });

  it('a list of referrers whose reports overtake one another has not shrunk', async () => {
    const service = running({ grace: 0 });
    for (const list of lists) service.registry.push(repository, list);
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
});

/** As cosign attaches it: no `subject`, and layers of no file system. */
function artifact(name: string): RawManifest {
  const config = { mediaType: mediaTypes.ociConfig, digest: textDigest(name), size: 1 };
  const payload = 'application/vnd.dev.cosign.simplesigning.v1+json';
  const layers = [{ mediaType: payload, digest: textDigest(`${name} payload`), size: 1 }];
  const body = { schemaVersion: 2, mediaType: mediaTypes.ociManifest, config, layers };
  return rawManifest(mediaTypes.ociManifest, JSON.stringify(body));
}

describe('the upload of an artifact that is reported apart from its tag', () => {
  const tag = `${referrersTag(hammer.descriptor.digest)}.sig`;
  const signature = artifact('signature');
  const { digest } = signature.descriptor;
  const list = index('list', [arm]);
  const listings = ({ reads }: FakeRegistry): readonly string[] =>
    reads.filter((read) => read.endsWith('/list'));
  const pushed = (...artifacts: (readonly [RawManifest, string?])[]): Service => {
    const service = running({ grace: 0 });
    for (const [one, given] of artifacts) service.registry.push(repository, one, given);
    return service;
  };

  it.each<[string, RawManifest, string, string]>([
    ['a signature', signature, tag, 'VERIFIED attached'],
    ['a list of referrers', list, referrersTag(hammer.descriptor.digest), 'VERIFIED attached'],
    [
      'an attestation of a child',
      signature,
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
    const service = pushed([signature]);
    await handled(service, service.received({ digest, tag }));
    expect(await handled(service, service.received({ digest }))).toContain('VERIFIED attached');
    expect(listings(service.registry)).toEqual([]);
  });

  it('those that come together share one look', async () => {
    const other = artifact('other');
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
    service.registry.push(repository, signature, tag);
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
