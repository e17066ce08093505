import type { Answer } from '@cip/watch';
import { describe, expect, it } from 'vitest';
import { createWorld, now, push, pushOfImage, settled, transaction } from './fixtures.js';

describe.each(['/', '/events/pubsub'])('POST %s', (url) => {
  it.each<[string, Answer, number, string | undefined, Record<string, number>]>([
    ['settled', settled, 200, undefined, {}],
    ['rejected and alerted', rejected(), 200, undefined, {}],
    ['about nothing that is watched', { kind: 'ignored' }, 204, undefined, { 'IGNORED/unwatched': 1 }],
    ['not settled', { kind: 'later', reason: 'its alert was not accepted' }, 503, '5', {}],
    ['within its grace', later(42_000), 503, '42', { 'LATER/unexplained': 1 }],
    ['within a long grace', later(3_600_000), 503, '60', { 'LATER/unexplained': 1 }],
  ])('a message that is %s', async (_, answer, status, retryAfter, counts) => {
    const { app, auditor, counted } = createWorld();
    auditor.answer = () => answer;
    const response = await app.inject({ method: 'POST', url, payload: pushOfImage });
    expect(response.statusCode).toBe(status);
    expect(response.headers['retry-after']).toBe(retryAfter);
    expect(await counted()).toEqual(counts);
    expect(auditor.received[0]).toMatchObject({
      id: 'm1',
      event: { action: 'insert', repository: 'registry.example/prod/hammer', publishedAt: now - 60_000 },
      contents: JSON.stringify(pushOfImage),
    });
  });

  it.each<[string, string | Buffer, string, string]>([
    ['nothing at all', '', 'the body is not JSON', ''],
    ['no JSON', '{"message":', 'the body is not JSON', ''],
    ['no text', Buffer.from([0xff, 0xfe, 0x00]), 'the body is not JSON', ''],
    ['no message', '{}', 'the body has no "message"', ''],
    ['data that is no base64', JSON.stringify(push('???')), '"data" is not base64', 'm1'],
    ['data that is no JSON', JSON.stringify(push('aGVsbG8=')), '"data" does not hold a JSON object', 'm1'],
    ['ten thousand lists in one another', '['.repeat(10_000), 'it is nested more than 64 deep', ''],
    [
      'lists in one another that end',
      `{"message":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      'it is nested more than 64 deep',
      '',
    ],
    ['a prototype', '{"__proto__":{"message":{"data":"e30="}}}', 'the body has no "message"', ''],
    [
      'thousands of keys',
      `{${Array.from({ length: 5000 }, (_none, i) => `"k${i}":1`).join()}}`,
      'the body has no "message"',
      '',
    ],
  ])('%s reaches the auditor as malformed', async (_, payload, reason, id) => {
    const { app, auditor } = createWorld();
    auditor.answer = () => rejected();
    const headers = { 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url, headers, payload });
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ verdict: 'REJECTED', reason: 'malformed' });
    expect(auditor.reasons).toEqual([reason]);
    expect(auditor.received[0]?.id).toBe(id);
    expect(Object.hasOwn(Object.prototype, 'message')).toBe(false);
  });

  it.each(['text/plain', 'application/octet-stream', 'no type at all', ''])(
    'the label %j hides nothing',
    async (type) => {
      const { app, auditor } = createWorld();
      const headers = { 'content-type': type };
      const response = await app.inject({
        method: 'POST',
        url,
        headers,
        payload: JSON.stringify(pushOfImage),
      });
      expect(response.statusCode).toBe(200);
      expect(auditor.reasons).toEqual(['an event']);
    },
  );

  it('what is too large is malformed, and does not come again', async () => {
    const { app, auditor } = createWorld({ maxBody: 1024 });
    const response = await app.inject({ method: 'POST', url, payload: push('x'.repeat(2000)) });
    expect(response.statusCode).toBe(200);
    expect(auditor.reasons).toEqual([
      expect.stringMatching(/^too large: 2\d\d\d bytes, sha256:\w{64}; at most 1024 bytes are taken$/),
    ]);
    expect(auditor.received[0]?.contents).toContain('{"message":{"data":"xxx');
  });

  it('a long message is shown in part', async () => {
    const { app, auditor } = createWorld({ maxBody: 100_000 });
    await app.inject({ method: 'POST', url, payload: push('x'.repeat(50_000)) });
    expect(auditor.received[0]?.contents.length).toBeLessThan(33_000);
  });

  it('as long as events cannot be judged, they must come again', async () => {
    const { app, counted } = createWorld({ judges: () => undefined });
    const response = await app.inject({ method: 'POST', url, payload: pushOfImage });
    expect(response.statusCode).toBe(503);
    expect(response.headers['retry-after']).toBe('5');
    expect(await counted()).toEqual({ 'LATER/not-ready': 1 });
  });
});

function rejected(): Answer {
  return { kind: 'settled', transaction: transaction({ verdict: 'REJECTED', reason: 'malformed' }) };
}

function later(wait: number): Answer {
  return { kind: 'later', reason: 'nothing explains it yet', until: now + wait };
}
