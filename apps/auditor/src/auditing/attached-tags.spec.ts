import { referrersTag } from '@cip/oci';
import { describe, expect, it } from 'vitest';
import { hammer, arm, amd, rogue, handled, running } from './example-service.fixture.js';
import { index, repository, textDigest } from './fixtures.js';

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
