import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alerts } from '@cip/watch';
import { createAlerts } from './create-alerts.js';
import { ManualSink, readableLog, rejected } from './fixtures.js';

const hour = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2) });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Takes at once what is no summary. */
class TakingSink extends ManualSink {
  override send(...[alert, count, call]: Parameters<ManualSink['send']>): Promise<void> {
    if (alert.kind === 'summary') return super.send(alert, count, call);
    const sent = super.send(alert, count);
    this.sendings.at(-1)?.accept();
    return sent;
  }
}

function setUp(link?: string) {
  const sink = new TakingSink();
  const { log, lines } = readableLog();
  const alerts = createAlerts({ sinks: [sink], log, ...(link !== undefined && { linkFrom: () => link }) });
  return { sink, alerts, lines };
}

/** Raises findings that are all distinct. */
function raiseMany(alerts: Alerts, count: number, from = 0): Promise<void>[] {
  return Array.from({ length: count }, (_, i) => {
    const raised = alerts.raise(rejected(`app-${from + i}`));
    raised.catch(() => undefined);
    return raised;
  });
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  await vi.advanceTimersByTimeAsync(0);
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe('ten thousand distinct rejections', () => {
  it('are a hundred alerts and one summary, and nobody is done before it was accepted', async () => {
    const { alerts, sink, lines } = setUp();
    const raised = raiseMany(alerts, 10_000);
    await Promise.all(raised.slice(0, 100));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sink.sendings).toHaveLength(101);
    expect(await isSettled(raised[100]!)).toBe(false);
    const [summary] = sink.sendings.slice(100);
    expect(summary?.count).toBe(9_900);
    expect(summary?.alert).toMatchObject({
      kind: 'summary',
      message:
        '9900 more alerts since 2026-01-02T00:00:00.000Z, after the first 100; all of them: the log of the auditor',
      summary: { rows: [{ registry: 'registry.example', reason: 'unknown-tag', count: 9_900 }] },
    });
    summary?.accept();
    await Promise.all(raised);
    expect(lines).toEqual(['warn more than 100 alerts within an hour: the others go out in summaries']);
  });

  it('name the gravest reason first, a few of each, and where all of them are', async () => {
    const { alerts, sink } = setUp('https://auditor.example/');
    void raiseMany(alerts, 110);
    const { transaction, ...one } = rejected('moved');
    const grave = { ...transaction!, reason: 'wrong-digest' as const, repository: 'eu.example/moved' };
    void alerts.raise({ ...one, transaction: grave });
    await vi.advanceTimersByTimeAsync(250);
    const { message, contents, summary } = sink.sendings[100]!.alert;
    expect(message).toContain('https://auditor.example/');
    expect(summary?.rows).toEqual([
      { registry: 'eu.example', reason: 'wrong-digest', count: 1 },
      { registry: 'registry.example', reason: 'unknown-tag', count: 10 },
    ]);
    expect(contents?.split('\n')).toHaveLength(2);
    expect(contents).toContain('app-102');
    expect(contents).not.toContain('app-103');
  });

  it('fill no summary with hosts that were made up', async () => {
    const { alerts, sink } = setUp();
    void raiseMany(alerts, 100);
    for (let i = 0; i < 5_000; i++) {
      const { transaction, ...one } = rejected(`host-${i}`);
      void alerts.raise({ ...one, transaction: { ...transaction!, repository: `host-${i}.example/x` } });
    }
    await vi.advanceTimersByTimeAsync(5_000);
    const rows = sink.sendings[100]!.alert.summary?.rows;
    expect(rows).toHaveLength(101);
    expect(rows).toContainEqual({ registry: 'other registries', reason: 'unknown-tag', count: 4_900 });
  });
});

describe('a summary', () => {
  it('that is refused was told to nobody, and its parts are in the next one', async () => {
    const { alerts, sink } = setUp();
    const raised = raiseMany(alerts, 150);
    await vi.advanceTimersByTimeAsync(250);
    sink.sendings[100]?.refuse();
    const outcomes = await Promise.allSettled(raised);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(50);

    const again = raiseMany(alerts, 50, 100);
    await vi.advanceTimersByTimeAsync(250);
    expect(sink.sendings[101]?.count).toBe(50);
    sink.sendings[101]?.accept();
    await Promise.all(again);
  });

  it('makes its parts repeats when they are raised again', async () => {
    const { alerts, sink } = setUp();
    const raised = raiseMany(alerts, 101);
    await vi.advanceTimersByTimeAsync(250);
    sink.sendings[100]?.accept();
    await Promise.all(raised);
    await alerts.raise(rejected('app-100'));
    expect(sink.sendings).toHaveLength(101);
  });

  it('gathers no longer than five seconds, and waits for the one before', async () => {
    const { alerts, sink } = setUp();
    void raiseMany(alerts, 100);
    for (let i = 0; i < 60; i++) {
      void raiseMany(alerts, 1, 1_000 + i);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(sink.sendings.slice(100).map(({ count }) => count)).toEqual([25]);
    sink.sendings[100]?.accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(sink.sendings.slice(101).map(({ count }) => count)).toEqual([35]);
  });

  it('is sent at once when the service closes', async () => {
    const { alerts, sink } = setUp();
    const raised = raiseMany(alerts, 101);
    const closed = alerts.close();
    await vi.advanceTimersByTimeAsync(0);
    sink.sendings[100]?.accept();
    await Promise.all([...raised, closed]);
  });
});

it('an hour later alerts go out one by one again', async () => {
  const { alerts, sink } = setUp();
  await Promise.all(raiseMany(alerts, 100));
  vi.advanceTimersByTime(hour);
  await Promise.all(raiseMany(alerts, 100, 100));
  expect(sink.sendings).toHaveLength(200);
});
