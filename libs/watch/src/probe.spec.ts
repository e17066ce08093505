import { describe, expect, it } from 'vitest';
import { minute, rogue, running, told } from './example-service.fixture.js';
import { repository, type Service } from './fixtures.js';
import { probeManifest } from './probe.js';

const aside = 'eu.example/heartbeat';

function setUp(): { readonly service: Service; readonly seen: string[] } {
  const seen: string[] = [];
  const onProbe = (name: string): void => void seen.push(name);
  const service = running({ grace: 0, probes: [aside], watch: ['eu.example/heartbeat'], onProbe });
  return { service, seen };
}

async function judged(service: Service, change: Parameters<Service['received']>[0]): Promise<string> {
  return told(await service.auditor.handle(service.received({ repository: aside, ...change })));
}

it('a probe is recognised without a read, and is no change that anybody must approve', async () => {
  const { service, seen } = setUp();
  const { digest } = probeManifest(service.clock.now).descriptor;
  service.clock.now += 2 * minute;
  expect(await judged(service, { digest })).toBe('probe');
  expect([seen, service.registry.reads, service.alerts.accepted]).toEqual([[aside], [], []]);
});

it('one that is delivered after an outage of days counts as of when it was reported', async () => {
  const { service } = setUp();
  const { digest } = probeManifest(service.clock.now).descriptor;
  const publishedAt = service.clock.now;
  service.clock.now += 5 * 24 * 60 * minute;
  expect(await judged(service, { digest, publishedAt })).toBe('probe');
});

describe('nothing else passes for a probe:', () => {
  it.each<[string, (now: number) => Parameters<Service['received']>[0]]>([
    ['an image', () => ({ digest: rogue.descriptor.digest })],
    ['a tag', (now) => ({ digest: probeManifest(now).descriptor.digest, tag: 'v1' })],
    [
      'an old one that is pushed again',
      (now) => ({ digest: probeManifest(now - 70 * minute).descriptor.digest }),
    ],
    ['a deletion', (now) => ({ action: 'delete', digest: probeManifest(now).descriptor.digest })],
    ['one elsewhere', (now) => ({ repository, digest: probeManifest(now).descriptor.digest })],
  ])('%s', async (_, change) => {
    const { service, seen } = setUp();
    expect(await judged(service, change(service.clock.now))).toContain('REJECTED');
    expect(seen).toEqual([]);
  });
});
