import {
  type Digest,
  formatRepositoryName,
  InvalidReferenceError,
  isObject,
  parseReference,
  type Reference,
} from '@cip/oci';
import type { ChangeEvent } from './change-event.js';
import { MalformedEventError } from './malformed-event-error.js';
import { givenTextAt, idAt, type JsonRecord, recordAt, textAt, timeAt } from './untrusted-json.js';

const actions = new Map<string | undefined, ChangeEvent['action']>([
  ['INSERT', 'insert'],
  ['DELETE', 'delete'],
]);

/** What a Pub/Sub message is known by, whatever it holds. */
export function pubsubMessageId(body: unknown): string | undefined {
  const message = isObject(body) ? recordAt(body, 'message') : undefined;
  return message && (idAt(message, 'messageId') ?? idAt(message, 'message_id'));
}

/**
 * Reads the body of a Pub/Sub push (Pub/Sub, "Push subscriptions"): `message.data` is base64 of
 * `{"action": "INSERT"|"DELETE", "digest"?, "tag"?}` with full references, as Artifact Registry and gcr.io send it.
 * `now`, in milliseconds since the epoch, is the time of publication where none is said. Throws
 * {@link MalformedEventError}.
 */
export function parsePubsubPush(body: unknown, now: number): ChangeEvent {
  const message = isObject(body) ? recordAt(body, 'message') : undefined;
  if (!message) throw new MalformedEventError('the body has no "message"');
  const payload = payloadOf(textAt(message, 'data') ?? '');
  const action = actions.get(textAt(payload, 'action'));
  if (!action) throw new MalformedEventError('"action" is neither INSERT nor DELETE');
  return {
    id: pubsubMessageId(body) ?? '',
    publishedAt: timeAt(message, 'publishTime', now),
    action,
    ...namesIn(payload),
  };
}

function payloadOf(data: string): JsonRecord {
  // Standard and URL-safe alphabets are both in use; anything else is no base64 (RFC 4648).
  if (data === '' || !/^[\w+/-]+={0,2}$/.test(data)) throw new MalformedEventError('"data" is not base64');
  try {
    const payload: unknown = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    if (isObject(payload)) return payload;
  } catch {
    // Said below, as for everything else that is no object.
  }
  throw new MalformedEventError('"data" does not hold a JSON object');
}

function namesIn(payload: JsonRecord): Pick<ChangeEvent, 'repository' | 'digest' | 'tag'> {
  const byDigest = referenceAt(payload, 'digest');
  const byTag = referenceAt(payload, 'tag');
  const name = byDigest?.name ?? byTag?.name;
  if (!name) throw new MalformedEventError('it names neither a digest nor a tag');
  const repository = formatRepositoryName(name);
  if (byTag && formatRepositoryName(byTag.name) !== repository) {
    throw new MalformedEventError('its digest and its tag are in different repositories');
  }
  const digest = digestOf(byDigest) ?? digestOf(byTag);
  const tag = byTag?.tag ?? byDigest?.tag;
  return { repository, ...(digest && { digest }), ...(tag !== undefined && { tag }) };
}

function digestOf(reference: Reference | undefined): Digest | undefined {
  return reference?.kind === 'digest' ? reference.digest : undefined;
}

function referenceAt(payload: JsonRecord, key: 'digest' | 'tag'): Reference | undefined {
  const text = givenTextAt(payload, key);
  if (text === undefined || text === '') return undefined;
  try {
    const reference = parseReference(text);
    if (key === 'tag' || reference.kind === 'digest') return reference;
  } catch (error) {
    if (!(error instanceof InvalidReferenceError)) throw error;
    throw new MalformedEventError(`"${key}" is not a reference: ${error.message}`);
  }
  throw new MalformedEventError('"digest" has no digest');
}
