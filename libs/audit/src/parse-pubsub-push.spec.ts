import { describe, expect, it } from 'vitest';
import { digest } from './fixtures.js';
import { MalformedEventError } from './malformed-event-error.js';
import { parsePubsubPush, pubsubMessageId } from './parse-pubsub-push.js';

const now = Date.parse('2030-01-01T00:00:00Z');
const image = digest('image');
const name = 'us-docker.pkg.dev/prod/images/tools/hammer';

function push(payload: unknown, more: Readonly<Record<string, unknown>> = {}): unknown {
  const data = Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)).toString(
    'base64',
  );
  const message = { data, messageId: '7', publishTime: '2029-12-31T23:00:00Z', ...more };
  return { message, subscription: 'projects/prod/subscriptions/auditor', deliveryAttempt: 3 };
}

describe('a push of Pub/Sub', () => {
  it.each([
    [
      'a tag',
      { action: 'INSERT', digest: `${name}@${image}`, tag: `${name}:v1` },
      { action: 'insert', digest: image, tag: 'v1' },
    ],
    ['a digest', { action: 'INSERT', digest: `${name}@${image}` }, { action: 'insert', digest: image }],
    [
      'an empty tag',
      { action: 'INSERT', digest: `${name}@${image}`, tag: '' },
      { action: 'insert', digest: image },
    ],
    ['a deleted tag', { action: 'DELETE', tag: `${name}:v1` }, { action: 'delete', tag: 'v1' }],
    [
      'both in one',
      { action: 'INSERT', digest: `${name}:v1@${image}` },
      { action: 'insert', digest: image, tag: 'v1' },
    ],
    [
      'what nobody knows yet',
      { action: 'DELETE', tag: `${name}:v1`, size: 1 },
      { action: 'delete', tag: 'v1' },
    ],
  ])('with %s', (_, payload, event) => {
    expect(parsePubsubPush(push(payload), now)).toEqual({
      id: '7',
      publishedAt: Date.parse('2029-12-31T23:00:00Z'),
      repository: name,
      ...event,
    });
  });

  it.each([
    ['a time in the future is now', '2040-01-01T00:00:00Z', now],
    ['no time is now', 'soon', now],
  ])('%s', (_, publishTime, publishedAt) => {
    const body = push({ action: 'DELETE', tag: `${name}:v1` }, { publishTime });
    expect(parsePubsubPush(body, now)).toMatchObject({ publishedAt });
  });

  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /no "message"/],
    ['a list', [], /no "message"/],
    ['a message that is a text', { message: 'x' }, /no "message"/],
    ['no data', push({}, { data: undefined }), /not base64/],
    ['data that is not base64', push({}, { data: 'a b?' }), /not base64/],
    ['data that is no JSON', push('{"action"'), /JSON object/],
    ['data that is a list', push([]), /JSON object/],
    ['no action', push({ tag: `${name}:v1` }), /"action"/],
    ['another action', push({ action: 'toString', tag: `${name}:v1` }), /"action"/],
    ['no names', push({ action: 'INSERT' }), /neither a digest nor a tag/],
    ['a digest that is a number', push({ action: 'INSERT', digest: 1 }), /"digest" is not text/],
    [
      'a tag that is a number',
      push({ action: 'INSERT', digest: `${name}@${image}`, tag: 1 }),
      /"tag" is not text/,
    ],
    [
      'a digest that is none',
      push({ action: 'INSERT', digest: `${name}@sha256:abc` }),
      /"digest" is not a reference/,
    ],
    ['a digest without one', push({ action: 'INSERT', digest: `${name}:v1` }), /"digest" has no digest/],
    ['a way out', push({ action: 'INSERT', tag: 'gcr.io/prod/../other:v1' }), /"tag" is not a reference/],
    [
      'two repositories',
      push({ action: 'INSERT', digest: `${name}@${image}`, tag: `${name}s:v1` }),
      /different repositories/,
    ],
  ])('with %s is malformed', (_, body, reason) => {
    expect(() => parsePubsubPush(body, now)).toThrow(MalformedEventError);
    expect(() => parsePubsubPush(body, now)).toThrow(reason);
  });

  it('is known by its id, whatever it holds', () => {
    expect(pubsubMessageId(push('nonsense'))).toBe('7');
    expect(pubsubMessageId({ message: { message_id: '8' } })).toBe('8');
    expect(pubsubMessageId('nonsense')).toBeUndefined();
  });

  it('nothing that is kept of it is larger than any real one', () => {
    const long = 'x'.repeat(1_000_000);
    expect(pubsubMessageId({ message: { messageId: long } })).toMatch(/^sha256:[0-9a-f]{64}$/);
    const reasons = [`${long}_/app:v1`, `eu.gcr.io/app:${long}`, `eu.gcr.io/app@${long}:x`].map((tag) => {
      try {
        return JSON.stringify(parsePubsubPush(push({ action: 'INSERT', tag }), now));
      } catch (error) {
        return String(error);
      }
    });
    for (const reason of reasons) expect(reason.length).toBeLessThan(1_000);
  });
});
