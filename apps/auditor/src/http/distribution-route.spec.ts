import type { Answer, Received } from '@cip/watch';
import { describe, expect, it } from 'vitest';
import { createWorld, notification, settled, type World } from './fixtures.js';

const url = '/events/distribution';
const type = 'application/vnd.docker.distribution.events.v1+json';
const later: Answer = { kind: 'later', reason: 'the registry does not answer' };

async function send({ app }: World, events: unknown, contentType = type) {
  const payload = typeof events === 'string' ? events : JSON.stringify({ events });
  return app.inject({ method: 'POST', url, headers: { 'content-type': contentType }, payload });
}

describe('an envelope', () => {
  it.each([type, `${type}; charset=utf-8`, 'application/json'])(
    'labelled %s is taken',
    async (contentType) => {
      const world = createWorld();
      const response = await send(world, [notification('1'), notification('2')], contentType);
      expect(response.statusCode).toBe(200);
      expect(response.json()).toEqual({ events: 2 });
      expect(world.auditor.received.map(({ id, contents }) => [id, contents])).toEqual([
        ['1', JSON.stringify(notification('1'))],
        ['2', JSON.stringify(notification('2'))],
      ]);
    },
  );

  it('is shown to people without what they would not see, and stays the same JSON', async () => {
    const world = createWorld();
    const written = { ...notification('1'), actor: { name: 'gnp.\u202eexe\u2028' } };
    await send(world, [written]);
    const [received] = world.auditor.received;
    expect(received?.contents).toContain('gnp.\\u202eexe\\u2028');
    expect(JSON.parse(received?.contents ?? '')).toEqual(written);
  });

  it('of blobs and pulls is counted and ignored', async () => {
    const world = createWorld();
    const blob = { mediaType: 'application/octet-stream' };
    const events = [notification('1', blob), notification('2', blob, 'mount'), notification('3', {}, 'pull')];
    expect((await send(world, events)).statusCode).toBe(200);
    expect(await world.counted()).toEqual({ 'IGNORED/no-change': 3 });
    expect(world.auditor.received).toEqual([]);
  });

  it('without events is settled', async () => {
    expect((await send(createWorld(), [])).statusCode).toBe(200);
  });

  it.each<[string, unknown, string[]]>([
    ['is no JSON', '{', ['the body is not JSON']],
    ['has no list', '{"events":{}}', ['the body has no list of "events"']],
    [
      'holds nonsense beside an event',
      [null, notification('2')],
      ['"action" is none of push, mount, pull and delete', 'an event'],
    ],
  ])('that %s reaches the auditor as malformed', async (_, events, reasons) => {
    const world = createWorld();
    expect((await send(world, events)).statusCode).toBe(200);
    expect(world.auditor.reasons).toEqual(reasons);
  });

  it('whose notification is nested too deeply to be shown is handled all the same', async () => {
    const world = createWorld();
    const deep = `{"events":[{"action":${'['.repeat(60_000)}${']'.repeat(60_000)}}]}`;
    expect((await send(world, deep)).statusCode).toBe(200);
    expect(world.auditor.received).toHaveLength(1);
  });

  it('of which one event must come again comes again', async () => {
    const world = createWorld();
    world.auditor.answer = ({ id }) => (id === '2' ? later : settled);
    const response = await send(world, [notification('1'), notification('2'), notification('3')]);
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(response.json()).toEqual({
      error: '1 of 3 events must come again: the registry does not answer',
    });
    expect(world.auditor.received).toHaveLength(3);
  });

  it('has no grace without a journal', async () => {
    const world = createWorld();
    await send(world, [notification('1')]);
    expect(world.auditor.options[0]?.grace).toBe(0);
  });

  it('too large reaches the auditor as malformed, and the next one is taken', async () => {
    const world = createWorld({ maxEnvelope: 1000 });
    expect((await send(world, 'x'.repeat(1001))).statusCode).toBe(200);
    expect((await send(world, [notification('2')])).statusCode).toBe(200);
    expect(world.auditor.reasons).toEqual([expect.stringMatching(/^too large: 1001 bytes/), 'an event']);
  });

  it('too large comes again while its alert is not accepted', async () => {
    const world = createWorld({ maxEnvelope: 1000 });
    world.auditor.answer = () => later;
    expect((await send(world, 'x'.repeat(1001))).statusCode).toBe(503);
  });

  it('may be larger than a push', async () => {
    const world = createWorld({ maxBody: 1000, maxEnvelope: 100_000 });
    const events = Array.from({ length: 20 }, (_none, i) => notification(String(i)));
    expect((await send(world, events)).statusCode).toBe(200);
  });

  it('names the registry as the manifests do', async () => {
    const world = createWorld({ nameOf: () => ({ name: 'r.example:5000', isClaimed: false }) });
    await send(world, [notification('1')]);
    expect(world.auditor.received[0]?.event).toMatchObject({ repository: 'r.example:5000/prod/hammer' });
  });
});

describe('with a journal', () => {
  it('what comes is kept, acknowledged, and judged by nobody who would be waited for', async () => {
    const kept: Received[] = [];
    const world = journaled((received) => {
      kept.push(received);
      return Promise.resolve();
    });
    expect((await send(world, [notification('1'), notification('2')])).statusCode).toBe(200);
    expect(kept.map(({ id }) => id)).toEqual(['1', '2']);
    expect(world.auditor.received).toEqual([]);
  });

  it('what cannot be kept is judged at once, without grace', async () => {
    const world = journaled(() => Promise.reject(new Error('the disk is full')));
    expect((await send(world, [notification('1')])).statusCode).toBe(200);
    expect(world.auditor.options).toMatchObject([{ grace: 0 }]);
    expect(world.lines).toEqual(['error the journal did not take an event; it is judged without it']);
  });

  it('what can be neither kept nor judged must come again', async () => {
    const world = journaled(() => Promise.reject(new Error('the disk is full')));
    world.auditor.answer = () => later;
    expect((await send(world, [notification('1')])).statusCode).toBe(503);
  });
});

it('events of one tag are handled one after the other, all others side by side', async () => {
  const world = createWorld();
  const open: string[] = [];
  const seen: string[] = [];
  const gates = new Map<string, () => void>();
  world.auditor.answer = async ({ id }) => {
    open.push(id);
    seen.push(open.join());
    await new Promise<void>((resolve) => gates.set(id, resolve));
    open.splice(open.indexOf(id), 1);
    return settled;
  };
  const sent = send(world, [
    notification('tag-1', { tag: 'v1' }),
    notification('tag-2', { tag: 'v1' }),
    notification('other', { tag: 'v2' }),
    notification('no-tag'),
  ]);
  await until(() => gates.size === 3);
  expect(seen.at(-1)).toBe('tag-1,other,no-tag');
  gates.get('tag-1')?.();
  await until(() => gates.has('tag-2'));
  for (const release of gates.values()) release();
  expect((await sent).statusCode).toBe(200);
});

function journaled(add: (received: Received) => Promise<void>): World {
  const world: World = createWorld({ judges: () => ({ auditor: world.auditor, journal: { add } }) });
  return world;
}

async function until(condition: () => boolean): Promise<void> {
  for (const started = Date.now(); !condition();) {
    if (Date.now() - started > 5000) throw new Error('it never happened');
    await new Promise((resolve) => setImmediate(resolve));
  }
}
