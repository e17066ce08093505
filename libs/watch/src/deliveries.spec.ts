import { describe, expect, it, vi } from 'vitest';
import type { GivenVerdict } from './deliveries.js';
import { arm, both, change, told, handled, running } from './example-service.fixture.js';
import { heldGate, repository, type Service } from './fixtures.js';

describe('nothing is acknowledged before it is logged and alerted', () => {
  it('the alert comes after the log, and the answer after both', async () => {
    const service = running({ grace: 0 });
    const held = heldGate();
    service.alerts.gate = held.gate;
    let answered = false;
    const answer = service.auditor
      .handle(service.received(change('rogue', 'v1')))
      .finally(() => (answered = true));
    await vi.waitFor(() => {
      expect(service.log).toMatchObject([
        { level: 'error', fields: { verdict: 'REJECTED', reason: 'wrong-digest' } },
      ]);
    });
    expect([answered, service.alerts.accepted.length]).toEqual([false, 0]);
    held.open();
    expect(told(await answer)).toContain('REJECTED');
    expect(service.alerts.accepted).toHaveLength(1);
  });

  it('an alert that is not accepted makes the message come again, and is raised again', async () => {
    const service = running({ grace: 0 });
    const received = service.received(change('rogue', 'v1'));
    service.alerts.refusing = true;
    for (let i = 0; i < 3; i++) {
      expect(await handled(service, received)).toBe('later: its alert was not accepted');
    }
    expect(service.log.filter(({ fields }) => fields['verdict'] === 'REJECTED')).toHaveLength(1);
    service.alerts.refusing = false;
    expect(await handled(service, received)).toContain('REJECTED');
    expect(service.alerts.accepted).toHaveLength(1);
    expect(service.transactions).toHaveLength(1);
  });

  it('a log that cannot be written makes it come again', async () => {
    const service = running({
      onVerdict: () => {
        throw new Error('no space left on device');
      },
    });
    const answer = await handled(service, service.received(change('hammer')));
    expect(answer).toBe('later: no space left on device');
    expect(service.log.at(-1)).toMatchObject({ level: 'error' });
  });

  it('log entries hold what programs look for', async () => {
    const service = running();
    await handled(service, service.received(change('arm'), 'the-id'));
    expect(service.log).toMatchObject([
      {
        level: 'info',
        fields: {
          id: 'the-id',
          verdict: 'VERIFIED',
          reason: 'child',
          action: 'insert',
          repository,
          digest: arm.descriptor.digest,
          parent: both.descriptor.digest,
          revision: 'rev-0',
        },
      },
    ]);
  });
});

describe('the end of the service', () => {
  it.each<[string, (service: Service, gate: () => Promise<void>) => void]>([
    ['while a manifest is read', ({ registry }, gate) => (registry.gate = gate)],
    ['while the manifests are read', ({ keeper }, gate) => (keeper.gate = gate)],
    ['while an alert is sent', ({ alerts }, gate) => (alerts.gate = gate)],
  ])('%s: the message must come again', async (_, hold) => {
    const stop = new AbortController();
    const service = running({ grace: 0, signal: stop.signal });
    const aborted = new Promise<void>((_resolve, reject) => {
      stop.signal.addEventListener('abort', () => {
        reject(stop.signal.reason as Error);
      });
    });
    aborted.catch(() => undefined);
    hold(service, () => aborted);
    service.clock.now++;
    const answer = handled(service, service.received(change('rogue')));
    stop.abort(new Error('SIGTERM'));
    expect(await answer).toBe('later: the service is stopping');
    expect(service.alerts.accepted).toEqual([]);
  });

  it('a caller who leaves is answered at once, and the verdict is kept for when the message comes again', async () => {
    const service = running({ grace: 0 });
    const held = heldGate();
    service.registry.gate = held.gate;
    const left = new AbortController();
    const received = service.received(change('arm'));
    const answer = service.auditor.handle(received, { signal: left.signal });
    left.abort();
    expect(told(await answer)).toContain('later: nobody waits');
    held.open();
    expect(await handled(service, received)).toContain('VERIFIED child');
    expect(service.log).toHaveLength(1);
  });
});

it('verdicts are counted with the time they took', async () => {
  const given: GivenVerdict[] = [];
  const service = running({ onVerdict: (verdict) => given.push(verdict) });
  const held = heldGate();
  service.registry.gate = held.gate;
  const answer = handled(service, service.received(change('arm')));
  service.clock.now += 1_500;
  held.open();
  await answer;
  expect(given).toEqual([{ verdict: 'VERIFIED', reason: 'child', seconds: 1.5 }]);
});
