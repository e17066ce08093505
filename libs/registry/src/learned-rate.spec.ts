import { describe, expect, it } from 'vitest';
import { FakeClock, settled } from './fixtures/fake-clock.js';
import { Upstream } from './fixtures/upstream.js';
import { HostQuota } from './host-quota.js';
import { LearnedRate } from './learned-rate.js';

const unlimited = { most: Number.POSITIVE_INFINITY };

/** A host with a quota of its own, asked as fast as its limits allow, each answer taking 20 ms. */
async function askHost(
  host: HostQuota,
  upstream: Pick<Upstream, 'take'>,
  clock: FakeClock,
  signal: AbortSignal,
): Promise<void> {
  const client = async (): Promise<void> => {
    while (!signal.aborted) {
      const release = await host.admit('exchange', { retry: false });
      const sentAt = clock.now();
      await clock.sleep(20);
      if (upstream.take()) host.answered({ kind: 'manifest-head', ms: 20 });
      else if (host.isStrayRefusal()) await clock.sleep(150);
      else {
        host.hold(150, 'status 429');
        host.refused(sentAt, 150);
      }
      release?.();
    }
  };
  await Promise.all(Array.from({ length: 40 }, client));
}

describe('a host with a quota of its own', () => {
  it('refuses a few per cent of a short run, hardly anything of a long one, and most of its quota is used', async () => {
    const clock = new FakeClock();
    const upstream = new Upstream(clock, 83, 100);
    const limits = { requestsPerSecond: Infinity, burst: Infinity, concurrency: 24, retryDeadline: 120_000 };
    const host = new HostQuota(limits, () => undefined, clock);
    const end = new AbortController();
    const asking = askHost(host, upstream, clock, end.signal);
    await clock.pass(10_000);
    expect(upstream.refused / (upstream.accepted + upstream.refused)).toBeLessThan(0.04);
    const { accepted, refused } = upstream;
    await clock.pass(60_000);
    expect((upstream.refused - refused) / (upstream.accepted - accepted)).toBeLessThan(0.01);
    expect((upstream.accepted - accepted) / 60).toBeGreaterThan(83 * 0.7);
    end.abort();
    await clock.pass(60_000);
    await asking;
  });

  it('that refuses one request in a hundred for no such reason gets no rate, and is asked as much as before', async () => {
    const answered = async (isRefused: (nth: number) => boolean): Promise<HostQuota> => {
      const clock = new FakeClock();
      const limits = {
        requestsPerSecond: Infinity,
        burst: Infinity,
        concurrency: 24,
        retryDeadline: 120_000,
      };
      const host = new HostQuota(limits, () => undefined, clock);
      const end = new AbortController();
      let nth = 0;
      const asking = askHost(host, { take: () => !isRefused(++nth) }, clock, end.signal);
      await clock.pass(5000);
      taken.push(nth);
      end.abort();
      await clock.pass(5000);
      await asking;
      return host;
    };
    const taken: number[] = [];
    await answered(() => false);
    const host = await answered((nth) => nth % 100 === 0);
    expect(host.waits('HOST')).toMatchObject([{ perSecond: Number.POSITIVE_INFINITY, ms: 0 }, { ms: 0 }]);
    expect(host.concurrency).toBe(24);
    expect(taken[1]).toBeGreaterThan((taken[0] ?? 0) * 0.9);
  });

  it('is not asked for more at once after a refusal than its rate allows', async () => {
    const clock = new FakeClock();
    const limits = { requestsPerSecond: Infinity, burst: Infinity, concurrency: 24, retryDeadline: 120_000 };
    const host = new HostQuota(limits, () => undefined, clock);
    host.hold(1000, 'status 429');
    for (let i = 0; i < 8; i++) host.refused(clock.now(), 1000);
    let sent = 0;
    for (let i = 0; i < 24; i++) void host.admit('slotless', { retry: false }).then(() => sent++);
    await clock.pass(1000);
    await settled();
    // The first finds out whether the host accepts requests again.
    expect(sent).toBe(1);
    host.answered({ kind: 'manifest-head', ms: 0 });
    await clock.pass(500);
    expect(sent).toBeGreaterThan(2);
    expect(sent).toBeLessThan(10);
  });
});

describe('a refusal amid requests that are accepted', () => {
  /** One of ten in flight is refused; the answer is the rate after it. */
  function refuseOne(rate: LearnedRate, clock: FakeClock): Promise<void> {
    const sentAt = clock.now();
    rate.refused(sentAt, 0);
    for (let i = 0; i < 9; i++) rate.answered(sentAt);
    return rate.turn();
  }

  const tolerant = { ...unlimited, tolerated: 0.02 };

  it('lowers no rate, unless others come soon', async () => {
    const clock = new FakeClock();
    const rate = new LearnedRate(tolerant, clock);
    for (let i = 0; i < 5; i++) {
      await refuseOne(rate, clock);
      await clock.pass(8000);
    }
    expect(rate.perSecond).toBe(Number.POSITIVE_INFINITY);
    for (let i = 0; i < 3; i++) await refuseOne(rate, clock);
    expect(rate.perSecond).toBe(10);
  });

  it('lowers no rate while they are few', async () => {
    const clock = new FakeClock();
    const rate = new LearnedRate(tolerant, clock);
    for (let i = 0; i < 20; i++) {
      for (let sent = 0; sent < 90; sent++) rate.answered(clock.now());
      await refuseOne(rate, clock);
      await clock.pass(1000);
    }
    expect(rate.perSecond).toBe(Number.POSITIVE_INFINITY);
  });

  it('lowers the rate of a quota that it names', async () => {
    const clock = new FakeClock();
    const rate = new LearnedRate({ most: 80 }, clock);
    await refuseOne(rate, clock);
    expect(rate.perSecond).toBeLessThan(80);
  });
});
