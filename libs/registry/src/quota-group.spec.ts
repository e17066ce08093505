import { describe, expect, it } from 'vitest';
import { FakeClock, settled } from './fixtures/fake-clock.js';
import { Upstream } from './fixtures/upstream.js';
import { QuotaGroup } from './quota-group.js';

/** Many clients that send as fast as the group lets them, each answer taking 20 ms. */
async function sendThrough(
  group: QuotaGroup,
  upstream: Upstream,
  clock: FakeClock,
  signal: AbortSignal,
): Promise<void> {
  const client = async (): Promise<void> => {
    while (!signal.aborted) {
      await group.turn();
      const sentAt = clock.now();
      await clock.sleep(20);
      if (upstream.take()) group.answered(sentAt);
      else group.refused(sentAt, 0);
    }
  };
  await Promise.all(Array.from({ length: 40 }, client));
}

describe('hosts that share a quota', () => {
  it('that refuses nothing: the rate doubles while it does not suffice, and is no limit after three seconds', async () => {
    const clock = new FakeClock();
    const upstream = new Upstream(clock, 5000, 5000);
    const group = new QuotaGroup(Number.POSITIVE_INFINITY, clock);
    const end = new AbortController();
    const sending = sendThrough(group, upstream, clock, end.signal);
    await clock.pass(400);
    expect(group.rate).toBe(160);
    await clock.pass(500);
    expect(group.rate).toBe(320);
    await clock.pass(2100);
    expect(group.rate).toBe(Number.POSITIVE_INFINITY);
    end.abort();
    await clock.pass(1000);
    await sending;
  });

  it('refuse few of the first requests, too', async () => {
    const clock = new FakeClock();
    const upstream = new Upstream(clock, 83, 100);
    const group = new QuotaGroup(Number.POSITIVE_INFINITY, clock);
    const end = new AbortController();
    const sending = sendThrough(group, upstream, clock, end.signal);
    await clock.pass(10_000);
    expect(upstream.refused).toBeLessThan(25);
    end.abort();
    await clock.pass(60_000);
    await sending;
  });

  it('settle below it: few refusals, and most of what it allows is used', async () => {
    const clock = new FakeClock();
    const upstream = new Upstream(clock, 83, 100);
    const group = new QuotaGroup(Number.POSITIVE_INFINITY, clock);
    const end = new AbortController();
    const sending = sendThrough(group, upstream, clock, end.signal);
    await clock.pass(60_000);
    const { accepted, refused } = upstream;
    expect(accepted / 60).toBeGreaterThan(83 * 0.6);
    await clock.pass(60_000);
    expect((upstream.refused - refused) / (upstream.accepted - accepted)).toBeLessThan(0.01);
    expect(group.rate).toBeLessThan(120);
    end.abort();
    await clock.pass(60_000);
    await sending;
  });

  it('all wait after a refusal, longer each time that nothing is taken in between', async () => {
    const { clock, group } = limited(10);
    const holds: number[] = [];
    for (let i = 0; i < 7; i++) {
      group.refused(clock.now(), 0);
      holds.push(await timeOf(group, clock));
    }
    expect(holds).toEqual([1000, 2000, 4000, 8000, 16_000, 16_000, 16_000]);
    group.answered(clock.now());
    group.refused(clock.now(), 0);
    expect(await timeOf(group, clock)).toBe(1000);
  });

  it('that are to be left alone themselves do not go first after a refusal', async () => {
    const { clock, group } = limited(10);
    group.refused(clock.now(), 0);
    const order: string[] = [];
    void group.turn(undefined, () => true).then(() => order.push('held'));
    void group.turn().then(() => order.push('first'));
    void group.turn().then(() => order.push('second'));
    await clock.pass(1000);
    expect(order).toEqual(['held', 'first']);
    group.answered(clock.now());
    await clock.pass(200);
    expect(order).toEqual(['held', 'first', 'second']);
  });

  it('wait for as long as the refusal asks', async () => {
    const { clock, group } = limited(10);
    group.refused(clock.now(), 30_000);
    expect(await timeOf(group, clock)).toBe(30_000);
  });

  it('take all refusals of what was in flight for one, however late they come', async () => {
    const { clock, group } = limited(100);
    const sentAt = clock.now();
    for (let i = 0; i < 50; i++) group.refused(sentAt, 0);
    await timeOf(group, clock);
    for (let i = 0; i < 50; i++) group.refused(sentAt, 0);
    await timeOf(group, clock);
    expect(group.rate).toBe(50);
  });

  it('never stop: the rate falls to one request a second and grows while requests wait', async () => {
    const { clock, group } = limited(80);
    for (let i = 0; i < 20; i++) {
      group.refused(clock.now(), 0);
      await timeOf(group, clock);
    }
    expect(group.rate).toBe(1);
    for (let i = 0; i < 50; i++) await timeOf(group, clock);
    expect(group.rate).toBeGreaterThan(5);
  });

  it('never exceed the rate that was set, and grow back to it', async () => {
    const { clock, group } = limited(20);
    group.refused(clock.now(), 0);
    await timeOf(group, clock);
    expect(group.rate).toBe(10);
    for (let i = 0; i < 1000; i++) await timeOf(group, clock);
    expect(group.rate).toBe(20);
  });

  it('a refusal of a HEAD has no text: the second host tells that it is the shared quota', async () => {
    const { clock, group } = limited(Number.POSITIVE_INFINITY);
    group.refusedSilently('us-docker.pkg.dev', clock.now(), 0);
    expect(await timeOf(group, clock)).toBe(0);
    group.refusedSilently('eu-docker.pkg.dev', clock.now(), 0);
    expect(await timeOf(group, clock)).toBe(1000);
  });

  it('two hosts that refuse long after each other have other reasons', async () => {
    const clock = new FakeClock();
    const group = new QuotaGroup(Number.POSITIVE_INFINITY, clock);
    group.refusedSilently('us-docker.pkg.dev', clock.now(), 0);
    await clock.pass(61_000);
    group.refusedSilently('eu-docker.pkg.dev', clock.now(), 0);
    expect(await timeOf(group, clock)).toBe(0);
  });

  it('an abort ends the waiting at once', async () => {
    const { clock, group } = limited(10);
    group.refused(clock.now(), 60_000);
    const controller = new AbortController();
    const turn = group.turn(controller.signal);
    controller.abort(new Error('enough'));
    await expect(turn).rejects.toThrow('enough');
  });
});

/** A group with a rate. */
function limited(rate: number): { clock: FakeClock; group: QuotaGroup } {
  const clock = new FakeClock();
  return { clock, group: new QuotaGroup(rate, clock) };
}

/** How long one request waits for its turn. */
async function timeOf(group: QuotaGroup, clock: FakeClock): Promise<number> {
  const from = clock.now();
  let at: number | undefined;
  void group.turn().then(() => (at = clock.now()));
  await settled();
  while (at === undefined) await clock.pass(100);
  return at - from;
}
