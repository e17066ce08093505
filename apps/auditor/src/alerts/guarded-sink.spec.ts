import { AlertsDownError } from '@cip/watch';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAlerts } from './create-alerts.js';
import { ManualSink, readableLog, rejected } from './fixtures.js';
import { SinkUnavailableError } from './sink-unavailable-error.js';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 2) });
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp(sinks = [new ManualSink()]) {
  const { log, lines } = readableLog();
  const alerts = createAlerts({ sinks, log });
  const ups = vi.fn();
  alerts.onUp(ups);
  const [sink] = sinks;
  return { alerts, sink: sink!, lines, ups };
}

const down = new SinkUnavailableError('answer 500');

/** Raises a finding, and gives what became of it when it is refused. */
async function refused(raised: Promise<void>): Promise<unknown> {
  return raised.then(
    () => 'accepted',
    (error: unknown) => error,
  );
}

async function takeDown({ alerts, sink }: Pick<ReturnType<typeof setUp>, 'alerts' | 'sink'>): Promise<void> {
  const first = refused(alerts.raise(rejected('first')));
  sink.sendings.at(-1)?.refuse(down);
  await first;
}

describe('a sink that is down', () => {
  it('is not asked by those who come, nor by those who wait', async () => {
    const { alerts, sink, lines } = setUp();
    const raised = Array.from({ length: 100 }, (_, i) => refused(alerts.raise(rejected(`app-${i}`))));
    expect(sink.sendings).toHaveLength(16);
    for (const sending of [...sink.sendings]) sending.refuse(down);
    const outcomes = await Promise.all(raised);
    expect(sink.sendings).toHaveLength(16);
    expect(outcomes.filter((error) => error instanceof AlertsDownError)).toHaveLength(84);
    expect(await refused(alerts.raise(rejected('later')))).toBeInstanceOf(AlertsDownError);
    expect(alerts.sinks()).toEqual([
      { name: 'manual', downSince: Date.UTC(2026, 0, 2), accepted: 0, refused: 16, untried: 85 },
    ]);
    expect(lines).toEqual(['error a sink takes no alerts; they wait until it does']);
  });

  it('is asked by one message at a time until it takes it, and then those who wait are called', async () => {
    const world = setUp();
    const { alerts, sink, ups } = world;
    await takeDown(world);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(sink.sendings.slice(1).map(({ alert }) => alert)).toMatchObject([
      { kind: 'delayed', message: expect.stringContaining('since 2026-01-02T00:00:00.000Z') as string },
    ]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sink.sendings).toHaveLength(2);
    sink.sendings[1]?.refuse(down);
    await vi.advanceTimersByTimeAsync(5_000);
    expect([sink.sendings.length, ups.mock.calls.length]).toEqual([3, 0]);
    sink.sendings[2]?.accept();
    await vi.advanceTimersByTimeAsync(0);
    expect([ups.mock.calls.length, alerts.sinks()[0]?.downSince]).toEqual([1, undefined]);

    const again = alerts.raise(rejected('first'));
    sink.sendings[3]?.accept();
    await again;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sink.sendings).toHaveLength(4);
  });

  it('holds up no other sink', async () => {
    const [one, two] = [new ManualSink('one'), new ManualSink('two')];
    const { alerts } = setUp([one, two]);
    const first = refused(alerts.raise(rejected('first')));
    one.sendings[0]?.refuse(down);
    two.sendings[0]?.accept();
    await first;
    const raised = refused(alerts.raise(rejected('other')));
    two.sendings.at(-1)?.accept();
    expect(await raised).toBeInstanceOf(AlertsDownError);
    expect([one.sendings.length, two.accepted.size]).toEqual([1, 2]);
  });

  it('is up as soon as it answers, even if it refuses the message that asks', async () => {
    const world = setUp();
    await takeDown(world);
    await vi.advanceTimersByTimeAsync(5_000);
    world.sink.sendings[1]?.refuse(new Error('answer 400'));
    await vi.advanceTimersByTimeAsync(0);
    expect(world.alerts.sinks()[0]?.downSince).toBeUndefined();
  });

  it('is left alone when the service closes', async () => {
    const world = setUp();
    await takeDown(world);
    await world.alerts.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.sink.sendings).toHaveLength(1);
  });
});

describe('a sink is not taken for down', () => {
  it('when it refuses one alert for what it holds', async () => {
    const { alerts, sink } = setUp();
    const one = refused(alerts.raise(rejected('one')));
    sink.sendings[0]?.refuse();
    await one;
    void refused(alerts.raise(rejected('two')));
    expect(sink.sendings).toHaveLength(2);
  });

  it('when it fails at one alert and takes others meanwhile', async () => {
    const { alerts, sink } = setUp();
    const one = refused(alerts.raise(rejected('one')));
    const two = alerts.raise(rejected('two'));
    sink.sendings[1]?.accept();
    await two;
    sink.sendings[0]?.refuse(down);
    await one;
    void refused(alerts.raise(rejected('three')));
    expect(sink.sendings).toHaveLength(3);
  });
});
