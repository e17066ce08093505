import { describe, expect, it } from 'vitest';
import { Backlog } from './backlog.js';
import { change, minute, running } from './example-service.fixture.js';

function setUp() {
  const backlog = new Backlog();
  const service = running({ grace: 0, backlog });
  const ages = () => {
    const { now } = service.clock;
    const age = (time: number | undefined) => (time === undefined ? undefined : now - time);
    return [age(backlog.oldest('verdict', now)), age(backlog.oldest('alert', now))];
  };
  const received = (...given: Parameters<typeof service.received>) => service.received(...given);
  return { ...service, received, backlog, ages };
}

describe('the age of what is not settled', () => {
  it('is none where all is', async () => {
    const { auditor, received, ages } = setUp();
    for (const name of ['hammer', 'rogue'] as const) await auditor.handle(received(change(name)));
    expect(ages()).toEqual([undefined, undefined]);
  });

  it('counts from when a change was reported that has no verdict', async () => {
    const { auditor, received, ages, registry, clock } = setUp();
    const message = received(change('rogue'));
    registry.failing = () => new Error('HTTP 500');
    clock.now += minute;
    await auditor.handle(message);
    clock.now += minute;
    expect(ages()).toEqual([2 * minute, undefined]);
    registry.failing = () => undefined;
    await auditor.handle(message);
    expect(ages()).toEqual([undefined, undefined]);
  });

  it('is another one where only the alert is owed', async () => {
    const { auditor, received, ages, alerts, clock } = setUp();
    const message = received(change('rogue'));
    alerts.refusing = true;
    await auditor.handle(message);
    clock.now += minute;
    expect(ages()).toEqual([undefined, minute]);
    alerts.refusing = false;
    await auditor.handle(message);
    expect(ages()).toEqual([undefined, undefined]);
  });

  it('ends with what went to another instance, and not with what is in a journal', async () => {
    const { auditor, received, ages, alerts, clock, backlog } = setUp();
    alerts.refusing = true;
    await auditor.handle(received(change('rogue')));
    clock.now += 16 * minute;
    expect(ages()).toEqual([undefined, undefined]);
    backlog.received(received(change('rogue')), clock.now, true);
    clock.now += 60 * minute;
    expect(ages()).toEqual([60 * minute, undefined]);
  });
});
