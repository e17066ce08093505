import { buildImage, startRegistry } from '@cip/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { AdaptiveLimit } from './adaptive-limit.js';
import { backOff } from './back-off.js';
import { HostQuota } from './host-quota.js';
import { settled } from './fixtures/fake-clock.js';
import { holdTime, passTime, until } from './fixtures/held-time.js';
import { createRegistry, type WaitEvent } from './index.js';
import { retryAfter } from './retry-after.js';
import { TokenBucket } from './token-bucket.js';

const image = buildImage('quota');

describe('the token bucket', () => {
  it('gives a burst at once, then one token per interval, first come first served', () => {
    const bucket = new TokenBucket(10, 3, 0);
    expect([0, 0, 0, 0, 0].map((now) => bucket.reserve(now))).toEqual([0, 0, 0, 100, 200]);
    expect(bucket.reserve(1000)).toBe(0);
  });

  it('without a limit never waits', () => {
    const bucket = new TokenBucket(Infinity, Infinity, 0);
    expect(Array.from({ length: 1000 }, () => bucket.reserve(0)).every((wait) => wait === 0)).toBe(true);
  });
});

describe('parallel requests', () => {
  it('halve when the host pushes back and grow by one per round', () => {
    const seen: number[] = [];
    const limit = new AdaptiveLimit(8, (now) => seen.push(now));
    limit.pushedBack();
    limit.pushedBack();
    for (let i = 0; i < 5; i++) limit.answered();
    expect(seen).toEqual([4, 2, 3, 4]);
  });

  it('never exceed the limit, while streams hold their slots', async () => {
    const quota = new HostQuota(
      { requestsPerSecond: Infinity, burst: Infinity, concurrency: 2, retryDeadline: 1000 },
      () => undefined,
    );
    const [first, second] = [
      await quota.admit('download', { retry: false }),
      await quota.admit('download', { retry: false }),
    ];
    let third = false;
    const waiting = quota.admit('download', { retry: false }).then((release) => {
      third = true;
      return release;
    });
    // Another lane is not in the way.
    (await quota.admit('exchange', { retry: false }))?.();
    expect(third).toBe(false);
    first?.();
    (await waiting)?.();
    second?.();
  });

  it('an abort leaves the queue at once', async () => {
    const quota = new HostQuota(
      { requestsPerSecond: 0.001, burst: 1, concurrency: 1, retryDeadline: 1000 },
      () => undefined,
    );
    await quota.admit('slotless', { retry: false });
    const controller = new AbortController();
    const waiting = quota.admit('exchange', { retry: false, signal: controller.signal });
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('Mon, 23 Nov 2026 10:00:00 GMT');
  it.each([
    ['5', 5000],
    ['0', 0],
    ['Mon, 23 Nov 2026 10:00:07 GMT', 7000],
    ['Mon, 23 Nov 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    [undefined, undefined],
  ])('%s', (header, expected) => {
    expect(retryAfter(header, now)).toBe(expected);
  });
});

it('back-off doubles, is jittered, and has an end', () => {
  expect([1, 2, 3, 20].map((attempt) => backOff(attempt, () => 1))).toEqual([200, 400, 800, 15_000]);
  expect(backOff(1, () => 0)).toBe(100);
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a host that asks for time', () => {
  it.each([429, 503])('with %s is left alone by all requests for as long as it asks', async (status) => {
    await using server = await startRegistry();
    server.seed('a', image, ['v1']);
    const waits: WaitEvent[] = [];
    const client = createRegistry({ onWait: (event) => waits.push(event) });
    const headers = { 'retry-after': '1' };
    server.fault({ action: 'status', status, headers, match: {} });
    holdTime();
    const read = client.repository(`${server.host}/a`).resolve('v1');
    await until('a wait', () => waits.length > 0);
    expect(waits).toMatchObject([{ host: server.host, reason: `status ${status}` }]);
    const other = client.repository(`${server.host}/a`).resolve('v2');
    await vi.advanceTimersByTimeAsync(999);
    await settled();
    expect(server.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect((await read)?.digest).toBe(image.descriptor.digest);
    expect(await other).toBeUndefined();
    expect(server.requests).toHaveLength(3);
    await client.close();
  });

  it('longer than the deadline: the wait is cut, and one last attempt is made', async () => {
    await using server = await startRegistry();
    const client = createRegistry({ retryDeadline: 300 });
    const headers = { 'retry-after': '3600' };
    server.fault({ action: 'status', status: 429, headers, match: { times: Infinity } });
    const read = client.repository(`${server.host}/a`).resolve('v1');
    await expect(read).rejects.toMatchObject({ code: 'RATE_LIMITED', attempts: 2 });
    expect(server.requests).toHaveLength(2);
    await client.close();
  });

  it('for ever: many requests do not take a deadline each, nor press the host', async () => {
    await using server = await startRegistry();
    const client = createRegistry({ retryDeadline: 300, concurrency: 2 });
    const headers = { 'retry-after': '3600' };
    server.fault({ action: 'status', status: 429, headers, match: { times: Infinity } });
    const reads = Array.from({ length: 50 }, () => client.repository(`${server.host}/a`).resolve('v1'));
    const results = await Promise.allSettled(reads);
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(server.requests.length).toBeLessThan(10);
    await client.close();
  });

  it('does not slow another host', async () => {
    await using busy = await startRegistry();
    await using idle = await startRegistry();
    idle.seed('a', image, ['v1']);
    busy.seed('a', image, ['v1']);
    const waits: WaitEvent[] = [];
    const client = createRegistry({ onWait: (event) => waits.push(event) });
    const headers = { 'retry-after': '2' };
    busy.fault({ action: 'status', status: 429, headers, match: {} });
    holdTime();
    const slow = client.repository(`${busy.host}/a`).resolve('v1');
    await until('a wait', () => waits.length > 0);
    expect(await client.repository(`${idle.host}/a`).resolve('v1')).toBeDefined();
    expect(busy.requests).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await slow).toBeDefined();
    await client.close();
  });
});

describe('a host that is dead', () => {
  it('many requests do not take a deadline each', async () => {
    const server = await startRegistry();
    await server.close();
    const client = createRegistry({ retryDeadline: 500, concurrency: 2 });
    holdTime();
    const reads = Promise.allSettled(
      Array.from({ length: 40 }, () => client.repository(`${server.host}/a`).resolve('v1')),
    );
    // A deadline each, two at a time, would be 10 000.
    expect(await passTime(reads)).toBeLessThan(3000);
    for (const result of await reads) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'CONNECTION' } });
    }
    await client.close();
  });

  it('an abort ends the waiting at once, with its reason', async () => {
    await using server = await startRegistry();
    const fault = server.fault({ action: 'status', status: 503, match: { times: Infinity } });
    const client = createRegistry();
    const controller = new AbortController();
    const read = client.repository(`${server.host}/a`).resolve('v1', { signal: controller.signal });
    await expect.poll(() => fault.hits).toBeGreaterThan(0);
    const reason = new Error('enough');
    controller.abort(reason);
    await expect(read).rejects.toBe(reason);
    await client.close();
  });
});
