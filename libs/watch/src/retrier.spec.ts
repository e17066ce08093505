import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { TemporaryFolders } from '@cip/testing';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Received } from './auditor.js';
import { arm, both, change, hammer, minute, running, tree } from './example-service.fixture.js';
import { heldGate, promised, recordingLog, repository, serviceFor, type Service } from './fixtures.js';
import { openJournal } from './journal.js';
import { createRetrier, type Retrier } from './retrier.js';

const folders = new TemporaryFolders();
afterAll(() => folders.remove());

let file = '';
const opened: Retrier[] = [];
beforeEach(async () => {
  file = path.join(await folders.create(), 'journal');
});
afterEach(async () => {
  for (const retrier of opened.splice(0)) await retrier.close();
});

async function retrierFor({ auditor, clock, log }: Service): Promise<Retrier> {
  const journal = await openJournal(file, { log: recordingLog(log) });
  const retrier = createRetrier({ auditor, journal, clock: () => clock.now });
  opened.push(retrier);
  return retrier;
}

/** What the way in for notifications does; resolves when the message has been judged, too. */
async function deliver(retrier: Retrier, received: Received): Promise<void> {
  await retrier.add(received);
  await retrier.wake();
}

const verdicts = ({ transactions }: Service) =>
  transactions.map(({ verdict, reason }) => `${verdict} ${reason}`);

describe('a message that is kept', () => {
  it('is judged at the end of its grace, and alerted', async () => {
    const service = running();
    const retrier = await retrierFor(service);
    await deliver(retrier, service.received(change('rogue')));
    service.clock.now += 5 * minute - 1;
    await retrier.wake();
    expect([service.alerts.accepted.length, retrier.waiting]).toEqual([0, 1]);
    service.clock.now += 1;
    await retrier.wake();
    expect(verdicts(service)).toEqual(['REJECTED unknown-digest']);
    expect([service.alerts.accepted.length, retrier.waiting]).toEqual([1, 0]);
  });

  it('is verified long before that when it is explained meanwhile', async () => {
    const service = serviceFor(tree);
    service.registry.push(repository, arm);
    const retrier = await retrierFor(service);
    await deliver(retrier, service.received(change('arm')));
    service.registry.push(repository, both);
    service.clock.now += 5_000;
    await retrier.wake();
    expect(verdicts(service)).toEqual(['VERIFIED child']);
  });

  it('is not judged more often than it is due', async () => {
    const service = running();
    const retrier = await retrierFor(service);
    await deliver(retrier, service.received(change('rogue')));
    for (let second = 0; second < 60; second++) {
      service.clock.now += 1_000;
      await retrier.wake();
    }
    // After 5, 15 and 35 seconds.
    expect(service.log.filter(({ message }) => message.startsWith('not explained yet'))).toHaveLength(4);
  });

  it('is on the disk before it is judged, and nobody waits for its verdict', async () => {
    const service = running();
    const retrier = await retrierFor(service);
    const held = heldGate();
    service.registry.gate = held.gate;
    await retrier.add(service.received(change('rogue')));
    expect(retrier.waiting).toBe(1);
    expect(await readFile(file, 'utf8')).toContain(change('rogue').digest);
    expect(service.transactions).toEqual([]);
    held.open();
    await retrier.wake();
    service.clock.now += 5 * minute;
    await retrier.wake();
    expect(retrier.waiting).toBe(0);
  });

  it('is judged after what came before it of the same tag', async () => {
    const service = running();
    const retrier = await retrierFor(service);
    const held = heldGate();
    service.keeper.gate = held.gate;
    service.clock.now += 1;
    await retrier.add(service.received(change('rogue', 'v1')));
    await retrier.add(service.received(change('hammer', 'v1')));
    await retrier.add(service.received(change('hammer')));
    await vi.waitFor(() => {
      expect(service.transactions).toMatchObject([{ digest: change('hammer').digest }]);
    });
    expect(service.transactions[0]?.tag).toBeUndefined();
    held.open();
    await retrier.wake();
    expect(verdicts(service)).toEqual(['VERIFIED promised', 'VERIFIED promised']);
    expect(retrier.waiting).toBe(1);
  });

  it('is judged when another message comes, even if no timer fires', async () => {
    const service = running();
    const retrier = await retrierFor(service);
    await deliver(retrier, service.received(change('rogue')));
    service.clock.now += 5 * minute;
    await deliver(retrier, service.received(change('hammer', 'v1')));
    await vi.waitFor(() => {
      expect(verdicts(service).sort()).toEqual(['REJECTED unknown-digest', 'VERIFIED promised']);
    });
  });

  it('is judged without any message, by the clock on the wall', async () => {
    const service = running({ grace: 20, clock: Date.now });
    service.keeper.since = () => Promise.resolve(service.keeper.current);
    const journal = await openJournal(file, { log: recordingLog(service.log) });
    const retrier = createRetrier({ auditor: service.auditor, journal });
    opened.push(retrier);
    const received = service.received({ publishedAt: Date.now() + 20, ...change('rogue') });
    await deliver(retrier, received);
    await vi.waitFor(
      () => {
        expect(verdicts(service)).toEqual(['REJECTED unknown-digest']);
      },
      { timeout: 10_000 },
    );
  });

  it('is judged although its timer goes off before the clock on the wall gets there', async () => {
    const start = Date.now();
    const slow = (): number => start + (Date.now() - start) / 2;
    const service = running({ grace: 20, clock: slow });
    service.keeper.since = () => Promise.resolve(service.keeper.current);
    const journal = await openJournal(file, { log: recordingLog(service.log) });
    const retrier = createRetrier({ auditor: service.auditor, journal, clock: slow });
    opened.push(retrier);
    const received = service.received({ publishedAt: slow() + 20, ...change('rogue') });
    await deliver(retrier, received);
    await vi.waitFor(
      () => {
        expect(verdicts(service)).toEqual(['REJECTED unknown-digest']);
      },
      { timeout: 10_000 },
    );
  });

  it('waits as long as the registry cannot be read or no sink takes the alert, and is alerted for the former', async () => {
    const service = running();
    const retrier = await retrierFor(service);
    service.registry.failing = () => new Error('HTTP 503');
    await deliver(retrier, service.received(change('rogue')));
    for (let i = 0; i < 20; i++) {
      service.clock.now += 5 * minute;
      await retrier.wake();
    }
    expect(service.alerts.accepted).toMatchObject([{ kind: 'unreachable' }]);
    service.registry.failing = () => undefined;
    service.alerts.refusing = true;
    service.clock.now += 5 * minute;
    await retrier.wake();
    expect(retrier.waiting).toBe(1);
    service.alerts.refusing = false;
    service.clock.now += 5 * minute;
    await retrier.wake();
    expect(service.alerts.accepted).toMatchObject([{ kind: 'unreachable' }, { kind: 'rejected' }]);
    expect(retrier.waiting).toBe(0);
  });

  it('about a registry that answers does not wait for those about one that does not', async () => {
    const written = promised({ tool: { v2: both } }, 'eu.example/prod', 'us.example/prod');
    const service = serviceFor(written);
    const retrier = await retrierFor(service);
    const other = { repository: 'us.example/prod/tool', ...change('arm') };
    const silent = Array.from({ length: 100 }, () => service.received(change('rogue')));
    for (const received of [...silent, service.received(other)]) {
      await deliver(retrier, received);
    }
    for (const one of [arm, both]) service.registry.push(other.repository, one);
    const held = heldGate();
    service.registry.silent = { host: 'eu.example', gate: held.gate };
    service.clock.now += minute;
    const round = retrier.wake();
    await vi.waitFor(() => {
      expect(verdicts(service)).toEqual(['VERIFIED child']);
    });
    held.open();
    await round;
    expect(retrier.waiting).toBe(100);
  });

  it('that is delivered again is kept once', async () => {
    const service = running();
    const retrier = await retrierFor(service);
    const received = service.received(change('rogue'));
    for (let i = 0; i < 3; i++) await deliver(retrier, { ...received });
    expect(retrier.waiting).toBe(1);
    const other = service.received(change('rogue', 'v1'), received.id);
    await deliver(retrier, other);
    expect(retrier.waiting).toBe(2);
  });
});

describe('while alerts wait to be accepted', () => {
  it('everything else is judged, and each is settled in the journal when its own was', async () => {
    const service = running({ grace: 0 });
    const retrier = await retrierFor(service);
    const held = heldGate();
    service.alerts.gate = held.gate;
    const rejected = Array.from({ length: 100 }, () => service.received(change('rogue')));
    for (const received of rejected) await retrier.add(received);
    await retrier.add(service.received(change('hammer')));
    await vi.waitFor(() => {
      expect(service.transactions).toHaveLength(101);
    });
    expect(verdicts(service)).toContain('VERIFIED promised');
    expect([retrier.waiting, service.alerts.accepted.length]).toEqual([100, 0]);
    held.open();
    await retrier.wake();
    expect([retrier.waiting, service.alerts.accepted.length]).toEqual([0, 100]);
  });
});

it('no more than some thousand alerts are owed at a time, however many wait', async () => {
  const service = running({ grace: 0 });
  const retrier = await retrierFor(service);
  const held = heldGate();
  service.alerts.gate = held.gate;
  await Promise.all(Array.from({ length: 2_500 }, () => retrier.add(service.received(change('rogue')))));
  await vi.waitFor(() => {
    expect(service.transactions).toHaveLength(2_001);
  });
  held.open();
  await retrier.wake();
  expect([retrier.waiting, service.alerts.accepted.length]).toEqual([0, 2_500]);
});

it('what waits is judged again as soon as alerts are accepted again', async () => {
  const service = running({ grace: 0 });
  const retrier = await retrierFor(service);
  service.alerts.refusing = true;
  await deliver(retrier, service.received(change('rogue')));
  service.alerts.refusing = false;
  expect([retrier.waiting, service.alerts.accepted.length]).toEqual([1, 0]);
  retrier.hurry();
  await retrier.wake();
  expect([retrier.waiting, service.alerts.accepted.length]).toEqual([0, 1]);
});

describe('after a restart', () => {
  it('what was kept is judged again at once', async () => {
    const before = running();
    const first = await retrierFor(before);
    await deliver(first, before.received(change('rogue')));
    await deliver(first, before.received(change('hammer', 'v9')));
    await opened.pop()?.close();
    const after = running();
    after.clock.now += 10 * minute;
    const second = await retrierFor(after);
    expect(second.waiting).toBe(2);
    await second.wake();
    expect(verdicts(after).sort()).toEqual(['REJECTED unknown-digest', 'REJECTED unknown-tag']);
    expect(after.alerts.accepted).toHaveLength(2);
    await opened.pop()?.close();
    expect((await retrierFor(running())).waiting).toBe(0);
  });
});

it('a message that cannot be kept must come again', async () => {
  const service = running();
  const journal = await openJournal(file, { log: recordingLog(service.log), mostBytes: 100 });
  const retrier = createRetrier({ auditor: service.auditor, journal, clock: () => service.clock.now });
  opened.push(retrier);
  await expect(deliver(retrier, service.received(change('rogue')))).rejects.toThrow('the journal is full');
  const answer = await retrier.handle(service.received({ digest: hammer.descriptor.digest }));
  expect(answer.kind).toBe('settled');
});
