import type { Alerts } from '@cip/watch';
import { describe, expect, it } from 'vitest';
import { createAlerts } from './create-alerts.js';
import { ManualSink, readableLog, rejected } from './fixtures.js';

const hour = 3_600_000;

function setUp(options: { sinks?: ManualSink[]; most?: number; closeWithin?: number } = {}) {
  const sinks = options.sinks ?? [new ManualSink()];
  const time = { now: Date.UTC(2026, 0, 2) };
  const { log, lines } = readableLog();
  const alerts = createAlerts({ ...options, sinks, log, clock: () => time.now });
  return { alerts, time, lines, sink: sinks[0]! };
}

const stateOf = (promise: Promise<void>): { readonly value: string } => {
  const state = { value: 'waits' };
  promise.then(
    () => (state.value = 'resolved'),
    () => (state.value = 'rejected'),
  );
  return state;
};

/** Until everything that can go on without an answer has done so. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function raiseAccepted(alerts: Alerts, sink: ManualSink, name?: string): Promise<void> {
  const raised = alerts.raise(rejected(name));
  sink.sendings.at(-1)?.accept();
  await raised;
}

const counts = (sink: ManualSink): number[] => sink.sendings.map(({ count }) => count);

describe('repeats', () => {
  it('are counted for an hour, and the count goes out with the next report', async () => {
    const { alerts, sink, time } = setUp();
    await raiseAccepted(alerts, sink);
    time.now += hour - 1;
    await alerts.raise(rejected());
    await alerts.raise(rejected());
    expect(counts(sink)).toEqual([1]);

    time.now += 1;
    await raiseAccepted(alerts, sink);
    expect(counts(sink)).toEqual([1, 3]);
  });

  it('are nothing to another finding', async () => {
    const { alerts, sink } = setUp();
    await raiseAccepted(alerts, sink, 'one');
    await raiseAccepted(alerts, sink, 'two');
    expect(counts(sink)).toEqual([1, 1]);
  });

  it('are reported again after a clock was set back', async () => {
    const { alerts, sink, time } = setUp();
    await raiseAccepted(alerts, sink);
    time.now -= 1000;
    await raiseAccepted(alerts, sink);
    expect(counts(sink)).toEqual([1, 1]);
  });
});

describe('raised while the first is being sent', () => {
  it('waits for it, and is counted when it is accepted', async () => {
    const { alerts, sink, time } = setUp();
    const first = alerts.raise(rejected());
    const second = alerts.raise(rejected());
    const state = stateOf(second);
    await settle();
    expect([sink.sendings.length, state.value]).toEqual([1, 'waits']);

    sink.sendings[0]?.accept();
    await Promise.all([first, second]);
    time.now += hour;
    await raiseAccepted(alerts, sink);
    expect(counts(sink)).toEqual([1, 2]);
  });

  it('is refused with it, and the next one is tried again', async () => {
    const { alerts, sink } = setUp();
    const raised = [alerts.raise(rejected()), alerts.raise(rejected())];
    sink.sendings[0]?.refuse();
    for (const each of await Promise.allSettled(raised)) expect(each.status).toBe('rejected');

    await raiseAccepted(alerts, sink);
    expect(counts(sink)).toEqual([1, 1]);
  });
});

it('keeps the count of repeats when the report that holds it is refused', async () => {
  const { alerts, sink, time } = setUp();
  await raiseAccepted(alerts, sink);
  await alerts.raise(rejected());
  time.now += hour;
  const refused = alerts.raise(rejected());
  sink.sendings[1]?.refuse();
  await expect(refused).rejects.toThrow('the alert was not accepted: manual: refused');

  await raiseAccepted(alerts, sink);
  expect(counts(sink)).toEqual([1, 2, 2]);
});

it('needs every sink, and only the one that refused gets the alert again', async () => {
  const [one, two] = [new ManualSink('one'), new ManualSink('two')];
  const { alerts } = setUp({ sinks: [one, two] });
  const raised = alerts.raise(rejected());
  one.sendings[0]?.accept();
  two.sendings[0]?.refuse();
  await expect(raised).rejects.toThrow('the alert was not accepted: two: refused');

  const again = alerts.raise(rejected());
  two.sendings[1]?.accept();
  await again;
  expect([counts(one), counts(two)]).toEqual([[1], [1, 1]]);
});

it('says once that the log alone is told when there is no sink', async () => {
  const { alerts, lines } = setUp({ sinks: [] });
  await alerts.raise(rejected());
  await alerts.raise(rejected());
  expect(lines).toEqual(['warn no sink for alerts is set: the log alone tells of them']);
});

it('lets one go that is aborted, and goes on for the others', async () => {
  const { alerts, sink } = setUp();
  const controller = new AbortController();
  const leaving = alerts.raise(rejected(), { signal: controller.signal });
  const staying = alerts.raise(rejected());
  controller.abort(new Error('stopped'));
  await expect(leaving).rejects.toThrow('stopped');

  sink.sendings[0]?.accept();
  await staying;
  await expect(alerts.raise(rejected(), { signal: controller.signal })).rejects.toThrow('stopped');
});

describe('a full memory', () => {
  it('forgets the finding reported longest ago, which is then reported again', async () => {
    const { alerts, sink } = setUp({ most: 2 });
    for (const name of ['a', 'b', 'c']) await raiseAccepted(alerts, sink, name);
    await alerts.raise(rejected('c'));
    expect(sink.sendings).toHaveLength(3);
    await raiseAccepted(alerts, sink, 'a');
    expect(sink.sendings).toHaveLength(4);
  });

  it('reports what is pending before it forgets', async () => {
    const { alerts, sink } = setUp({ most: 1 });
    await raiseAccepted(alerts, sink, 'a');
    await alerts.raise(rejected('a'));
    const raised = alerts.raise(rejected('b'));
    for (const sending of sink.sendings) sending.accept();
    await raised;
    expect(sink.sendings.map(({ alert, count }) => [alert.transaction?.repository, count])).toEqual([
      ['registry.example/a', 1],
      ['registry.example/b', 1],
      ['registry.example/a', 1],
    ]);
  });
});

describe('close', () => {
  it('reports what is pending, without the contents told before, and takes nothing any more', async () => {
    const { alerts, sink } = setUp();
    await raiseAccepted(alerts, sink);
    await alerts.raise(rejected());
    const closed = alerts.close();
    await expect.poll(() => sink.sendings.length).toBe(2);
    sink.sendings[1]?.accept();
    await closed;
    expect(sink).toMatchObject({ closed: true, sendings: [{ count: 1 }, { count: 1 }] });
    expect(sink.sendings[1]?.alert).not.toHaveProperty('contents');
    await expect(alerts.raise(rejected())).rejects.toThrow('closing');
  });

  it('ends though a sink does not answer, and says what was not reported', async () => {
    const { alerts, sink, lines } = setUp({ closeWithin: 50 });
    await raiseAccepted(alerts, sink);
    await alerts.raise(rejected());
    const waiting = alerts.raise(rejected('other')).catch((error: unknown) => error);
    await alerts.close();
    expect(lines).toEqual(['error repeats of alerts were not reported']);
    expect(await waiting).toMatchObject({ code: 'alert-not-accepted' });
  });
});
