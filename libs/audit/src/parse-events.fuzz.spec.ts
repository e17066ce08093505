import { isDigest, isTag, parseRepositoryName } from '@cip/oci';
import { fuzz, jsonNear, readOrRefused } from '@cip/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChangeEvent } from './change-event.js';
import { digest } from './fixtures.js';
import { MalformedEventError } from './malformed-event-error.js';
import { parseDistributionEnvelope } from './parse-distribution-envelope.js';
import { parsePubsubPush } from './parse-pubsub-push.js';

const now = Date.parse('2030-01-01T00:00:00Z');
const payload = {
  action: 'INSERT',
  digest: `gcr.io/prod/app@${digest('image')}`,
  tag: 'gcr.io/prod/app:v1',
};
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const pushOf = (data: string): object => ({
  message: { data: base64(data), messageId: '1', publishTime: '2029-12-31T23:00:00Z' },
  subscription: 'projects/p/subscriptions/s',
});
const notification = {
  id: 'a-b',
  timestamp: '2029-12-31T23:00:00Z',
  action: 'push',
  target: {
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: digest('image'),
    repository: 'prod/app',
    tag: 'v1',
    url: 'http://registry.example/v2/prod/app/manifests/v1',
  },
  request: { host: 'registry.example', method: 'PUT' },
};

/** Undefined for a text that is refused before anybody looks for an event in it. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function expectSound({ id, publishedAt, repository, digest: of, tag }: ChangeEvent): void {
  expect(id.length).toBeLessThanOrEqual(256);
  expect(publishedAt).toBeLessThanOrEqual(now);
  expect(() => parseRepositoryName(repository)).not.toThrow();
  expect([of === undefined || isDigest(of), tag === undefined || isTag(tag)]).toEqual([true, true]);
}

it('a Pub/Sub push is a sound change, or malformed', async () => {
  const bodies = fc.oneof(
    jsonNear(pushOf(JSON.stringify(payload))),
    jsonNear(payload).map((data) => JSON.stringify(pushOf(data))),
  );
  await fuzz(bodies, (text) => {
    const event = readOrRefused(() => parsePubsubPush(parsedJson(text), now), MalformedEventError);
    if (event) expectSound(event);
  });
});

it('each notification of an envelope is a sound change, ignored, or malformed', async () => {
  const nameOf = (host: string) => ({ name: host, isClaimed: host === '' });
  await fuzz(jsonNear({ events: [notification, notification] }), (text) => {
    const parse = () => parseDistributionEnvelope(parsedJson(text), { now, nameOf });
    for (const found of readOrRefused(parse, MalformedEventError) ?? []) {
      if (found.kind === 'change') expectSound(found.event);
      else expect(found.id.length).toBeLessThanOrEqual(256);
    }
  });
});
