import { describe, expect, it } from 'vitest';
import { change, handled, running } from './example-service.fixture.js';

describe('a message that is delivered again', () => {
  it('is answered as before, without a second entry or alert', async () => {
    const service = running({ grace: 0 });
    const received = service.received(change('rogue', 'v1'));
    const answers = [await handled(service, received), await handled(service, { ...received })];
    expect(answers[0]).toBe(answers[1]);
    expect([service.log.length, service.alerts.accepted.length, service.transactions.length]).toEqual([
      1, 1, 1,
    ]);
  });

  it('while it is being handled shares its fate', async () => {
    const service = running({ grace: 0 });
    const received = service.received(change('rogue', 'v1'));
    const answers = await Promise.all([handled(service, received), handled(service, { ...received })]);
    expect(answers[0]).toBe(answers[1]);
    expect(service.alerts.accepted).toHaveLength(1);
  });

  it.each<[string, string]>([
    ['without an id is judged each time', ''],
    ['with the id of another change is judged', 'same'],
  ])('%s', async (_, id) => {
    const service = running({ grace: 0 });
    const messages = [
      service.received(change('hammer', 'v1'), id),
      service.received(change('rogue', 'v1'), id),
    ];
    const answers = await Promise.all(messages.map((received) => handled(service, received)));
    expect(answers).toEqual(['VERIFIED promised rev-0', 'REJECTED wrong-digest rev-0']);
    expect(await handled(service, service.received(change('rogue', 'v9'), id))).toContain('REJECTED');
    expect(service.alerts.accepted).toHaveLength(2);
  });

  it('is judged anew when it was forgotten', async () => {
    const service = running({ mostIds: 1 });
    const first = service.received(change('hammer', 'v1'));
    for (const received of [first, service.received(change('both', 'v2')), first])
      await handled(service, received);
    expect(service.log).toHaveLength(3);
  });
});
