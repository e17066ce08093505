import { MalformedEventError } from '@cip/audit';
import { describe, expect, it } from 'vitest';
import {
  hammer,
  arm,
  both,
  rogue,
  tree,
  minute,
  change,
  told,
  handled,
  running,
} from './example-service.fixture.js';
import { index, promised, repository, serviceFor, type Service } from './fixtures.js';

describe('what becomes of a change', () => {
  it.each<[string, Parameters<Service['received']>[0], string, number]>([
    ['promised', change('hammer', 'v1'), 'VERIFIED promised rev-0', 0],
    ['a child of a promised index', change('arm'), 'VERIFIED child rev-0', 0],
    [
      'deleted, from the manifests in memory',
      { action: 'delete', ...change('hammer') },
      'REJECTED deleted rev-0',
      1,
    ],
    ['a promised tag on another digest', change('rogue', 'v1'), 'REJECTED wrong-digest rev-1', 1],
    ['a promised digest under another tag', change('hammer', 'v9'), 'REJECTED unknown-tag rev-1', 1],
    ['a stranger', change('rogue'), 'REJECTED unknown-digest rev-1', 1],
    [
      'nobody promotes there',
      { repository: 'eu.example/prod/x', ...change('hammer') },
      'REJECTED unknown-repository rev-1',
      1,
    ],
    ['nobody watches it', { repository: 'elsewhere.example/x', ...change('hammer') }, 'ignored', 0],
    [
      'a neighbour of a destination',
      { repository: 'eu.example/production/x', ...change('hammer') },
      'ignored',
      0,
    ],
    [
      'named by --watch',
      { repository: 'other.example/a/b', ...change('hammer') },
      'REJECTED unknown-repository rev-1',
      1,
    ],
  ])('%s', async (_, given, expected, alerts) => {
    const service = running({ grace: 0, watch: ['other.example/a/'] });
    const received = service.received(given);
    service.clock.now++;
    expect(await handled(service, received)).toBe(expected);
    expect(service.alerts.accepted).toHaveLength(alerts);
  });

  it('a message that is no event is rejected at once, and its contents are alerted', async () => {
    const service = running();
    const event = new MalformedEventError('"data" is not base64');
    const answer = await handled(service, { id: '1', event, contents: '{"data": "%"}' });
    expect(answer).toBe('REJECTED malformed rev-0');
    expect(service.alerts.accepted).toMatchObject([
      {
        kind: 'rejected',
        contents: '{"data": "%"}',
        message: expect.stringContaining('is not base64') as string,
      },
    ]);
  });

  it('messages that are no events are findings of their own, unless they are the same', async () => {
    const service = running();
    const event = new MalformedEventError('the body is not JSON');
    for (const contents of ['{', '{', '[']) await handled(service, { id: '', event, contents });
    const [first, second, third] = service.alerts.accepted.map(({ key }) => key);
    expect([first === second, first === third]).toEqual([true, false]);
  });

  it('an alert says what was changed where, and why it is rejected', async () => {
    const service = running({ grace: 0 });
    await handled(service, service.received(change('rogue', 'v1')));
    const { digest } = change('rogue');
    expect(service.alerts.accepted[0]?.message).toBe(
      `REJECTED wrong-digest: insert of ${repository}:v1@${digest}: the manifests give the tag v1 to ${hammer.descriptor.digest}`,
    );
  });
});

describe('REJECTED rests on manifests that were read after the change arrived', () => {
  it('a change that a newer revision promises is verified by it', async () => {
    const service = running({ grace: 0 });
    service.keeper.written = promised({ tool: { v3: rogue } });
    service.clock.now++;
    expect(await handled(service, service.received(change('rogue', 'v3')))).toBe('VERIFIED promised rev-1');
  });

  it('a child of an index that a newer revision promises', async () => {
    const service = running({ grace: 0 });
    const newer = index('newer', [rogue]);
    service.registry.push(repository, newer);
    service.keeper.written = promised({ tool: { v1: hammer, v3: newer } });
    service.clock.now++;
    expect(await handled(service, service.received(change('rogue')))).toBe('VERIFIED child rev-1');
  });

  it('a repository that a revision of a moment ago makes a destination is watched', async () => {
    const service = running({ grace: 0 });
    service.keeper.written = promised({ tool: { v1: hammer } }, 'new.example/prod');
    const given = { repository: 'new.example/prod/tool', ...change('rogue', 'v1') };
    expect(await handled(service, service.received(given))).toBe('ignored');
    service.clock.now += 1;
    expect(await handled(service, service.received(given))).toBe('REJECTED wrong-digest rev-1');
  });

  it('what looks like nobody’s comes again while the manifests cannot be read', async () => {
    const service = running();
    service.keeper.failing = 'no route to host';
    service.clock.now += 1;
    const given = { repository: 'elsewhere.example/x', ...change('rogue') };
    const unknown = 'later: the manifests could not be read: no route to host';
    expect(await handled(service, service.received(given, 'm1'))).toBe(unknown);
    service.keeper.failing = undefined;
    expect(await handled(service, service.received(given, 'm1'))).toBe('ignored');
  });

  it('manifests that cannot be read reject nothing', async () => {
    const service = running({ grace: 0 });
    service.keeper.failing = 'no route to host';
    service.clock.now++;
    const answer = await handled(service, service.received(change('rogue', 'v1')));
    expect(answer).toBe('later: the manifests could not be read: no route to host');
    expect(service.alerts.accepted).toEqual([]);
    expect(service.log).toMatchObject([{ level: 'warn', fields: { verdict: 'UNREACHABLE' } }]);
  });

  it('manifests that take too long to read reject nothing, and nobody waits for them', async () => {
    const service = running({ grace: 0, manifestsWithin: 10 });
    service.keeper.gate = () => new Promise(() => undefined);
    service.clock.now++;
    const answer = await handled(service, service.received(change('rogue', 'v1')));
    expect(answer).toBe(
      'later: the manifests could not be read: reading them takes longer than 0.01 seconds',
    );
  });
});

describe('VERIFIED rests on manifests that are not old', () => {
  it('promised changes read nothing', async () => {
    const service = running();
    service.clock.now += 5 * minute;
    await handled(service, service.received(change('hammer', 'v1')));
    expect([service.keeper.readings, service.registry.reads]).toEqual([0, []]);
  });

  it('a promise that was withdrawn counts for five minutes', async () => {
    const service = running({ grace: 0 });
    service.keeper.written = promised({ tool: { v2: both } });
    service.clock.now += 5 * minute;
    expect(await handled(service, service.received(change('hammer', 'v1')))).toBe('VERIFIED promised rev-0');
    service.clock.now += 1;
    expect(await handled(service, service.received(change('hammer', 'v1')))).toBe(
      'REJECTED unknown-digest rev-1',
    );
  });

  it('and nothing is verified when newer ones cannot be read', async () => {
    const service = running();
    service.keeper.failing = 'no route to host';
    service.clock.now += 5 * minute + 1;
    const answer = await handled(service, service.received(change('hammer', 'v1')));
    expect(answer).toBe('later: the manifests could not be read: no route to host');
  });
});

describe('grace', () => {
  const inGrace = (service: Service, after: number, given: Parameters<Service['received']>[0]) => {
    const received = service.received(given);
    service.clock.now += after;
    return service.auditor.handle(received);
  };

  it.each<[string, Parameters<Service['received']>[0], number, string]>([
    ['a stranger within it', change('rogue'), 5 * minute - 1, 'later'],
    ['a stranger at its end', change('rogue'), 5 * minute, 'REJECTED'],
    ['a wrong digest within it', change('rogue', 'v1'), 1, 'later'],
    ['an unknown repository within it', { repository: 'eu.example/prod/x', ...change('rogue') }, 1, 'later'],
    ['an unknown tag within it', change('hammer', 'v9'), 1, 'later'],
    ['a deletion never waits', { action: 'delete', ...change('hammer') }, 0, 'REJECTED'],
    ['nor does an event that names nothing', {}, 0, 'REJECTED'],
    ['a promised one need not', change('hammer'), 1, 'VERIFIED'],
  ])('%s', async (_, given, after, expected) => {
    const service = running();
    const answer = await inGrace(service, after, given);
    expect(answer.kind === 'settled' ? answer.transaction.verdict : answer.kind).toBe(expected);
    expect(service.alerts.accepted).toHaveLength(expected === 'REJECTED' ? 1 : 0);
    const levels = service.log.map(({ level }) => level);
    expect(levels).toEqual([expected === 'REJECTED' ? 'error' : 'info']);
  });

  it('ends at a known time', async () => {
    const service = running();
    const published = service.clock.now;
    expect(await inGrace(service, minute, change('rogue'))).toMatchObject({ until: published + 5 * minute });
  });

  it('children that arrive before their index are verified as soon as it is there', async () => {
    const service = serviceFor(tree);
    service.registry.push(repository, arm);
    const received = service.received(change('arm'));
    service.clock.now++;
    expect((await service.auditor.handle(received)).kind).toBe('later');
    service.registry.push(repository, both);
    expect(await handled(service, received)).toBe('VERIFIED child rev-1');
    expect(service.transactions).toMatchObject([{ parent: both.descriptor.digest, verdict: 'VERIFIED' }]);
  });

  it('a caller may give none', async () => {
    const service = running();
    const answer = await service.auditor.handle(service.received(change('rogue')), { grace: 0 });
    expect(told(answer)).toBe('REJECTED unknown-digest rev-0');
  });
});

it.each([
  ['an id', 'm1'],
  ['no id', ''],
])(
  'a change with %s whose time is not said does not wait for ever, however often it comes',
  async (_, id) => {
    const service = running();
    const again = (): Promise<string> => handled(service, service.received(change('rogue'), id));
    expect(await again()).toContain('later');
    service.clock.now += 3 * minute;
    expect(await again()).toContain('later');
    service.clock.now += 3 * minute;
    expect(await again()).toContain('REJECTED unknown-digest');
  },
);

it('of a change that waits it is said once that it does', async () => {
  const service = running();
  const received = service.received(change('rogue'), 'm1');
  for (let time = 0; time < 4; time += 1) {
    service.clock.now += 5_000;
    await handled(service, received);
  }
  expect(service.log.map(({ level }) => level)).toEqual(['info', 'debug', 'debug', 'debug']);
});

it('what people are told holds nothing that they would not see', async () => {
  const service = running();
  const event = new MalformedEventError('its name is \u202egnp.exe\u0007');
  await handled(service, { id: 'a\u202eb', event, contents: '' });
  expect(service.transactions).toMatchObject([
    { id: 'a\\u202eb', explanation: 'its name is \\u202egnp.exe\\u0007' },
  ]);
});

it('a change under a host that was made up for it is rejected, and one of a host that is named is not', async () => {
  const service = running({ grace: 0 });
  const claimed = { ...change('rogue', 'v1'), isHostClaimed: true as const };
  const made = service.received({ ...claimed, repository: 'elsewhere.example/prod/tool' });
  expect(await handled(service, made)).toBe('REJECTED unknown-host rev-0');
  expect(service.alerts.accepted).toHaveLength(1);
  const beside = service.received({ ...claimed, repository: 'eu.example/dev/tool' });
  expect(await handled(service, beside)).toBe('ignored');
});

it('of a registry that nobody watches it is said once that its changes are ignored', async () => {
  const service = running();
  for (const name of ['elsewhere.example/a', 'elsewhere.example/b', 'another.example/a']) {
    expect(await handled(service, service.received({ repository: name }))).toBe('ignored');
  }
  const warnings = service.log.filter(({ level }) => level === 'warn');
  expect(warnings.map(({ fields }) => fields['registry'])).toEqual(['elsewhere.example', 'another.example']);
});
