import { type ChangeEvent, MalformedEventError } from '@cip/audit';
import { isDigest } from '@cip/oci';
import type { AttachedTag } from './attached-tag.js';
import type { Received } from './auditor.js';

/**
 * One line of a journal: a message that was added under a number, the number of one that is settled, or what the tag of an
 * attached artifact pointed at.
 */
export type JournalLine =
  | { readonly kind: 'added'; readonly number: number; readonly received: Received }
  | { readonly kind: 'settled'; readonly number: number }
  | { readonly kind: 'attached'; readonly attached: AttachedTag };

/** JSON with a line feed at its end. */
export function formatLine(line: JournalLine): string {
  if (line.kind === 'settled') return `${JSON.stringify({ settled: line.number })}\n`;
  if (line.kind === 'attached') return `${JSON.stringify({ attached: line.attached })}\n`;
  const { id, contents, event } = line.received;
  const what = event instanceof MalformedEventError ? { malformed: event.reason } : { event };
  return `${JSON.stringify({ added: line.number, id, ...what, contents })}\n`;
}

/** Undefined for what was not written by {@link formatLine} as a whole. */
export function parseLine(text: string): JournalLine | undefined {
  const written = parseJson(text);
  const { settled } = written;
  if (isNumber(settled)) return { kind: 'settled', number: settled };
  const attached = attachedIn(written['attached']);
  if (attached) return { kind: 'attached', attached };
  const { added, id, contents } = written;
  const event = eventOf(written);
  if (!isNumber(added) || typeof id !== 'string' || typeof contents !== 'string' || !event) return undefined;
  return { kind: 'added', number: added, received: { id, event, contents } };
}

/** Of a line: it must be possible to count on. */
function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

type Written = Readonly<Record<string, unknown>>;

function eventOf(written: Written): Received['event'] | undefined {
  if (typeof written['malformed'] === 'string') return new MalformedEventError(written['malformed']);
  const event = asRecord(written['event']);
  const { id, publishedAt, action, repository, digest, tag, isHostClaimed } = event;
  if (typeof id !== 'string' || !isTime(publishedAt) || typeof repository !== 'string') return undefined;
  if (action !== 'insert' && action !== 'delete') return undefined;
  if (digest !== undefined && !(typeof digest === 'string' && isDigest(digest))) return undefined;
  if (tag !== undefined && typeof tag !== 'string') return undefined;
  const names: Pick<ChangeEvent, 'digest' | 'tag' | 'isHostClaimed'> = {
    ...(digest !== undefined && { digest }),
    ...(tag !== undefined && { tag }),
    ...(isHostClaimed === true && { isHostClaimed }),
  };
  return { id, publishedAt, action, repository, ...names };
}

function attachedIn(written: unknown): AttachedTag | undefined {
  const { repository, tag, digest, publishedAt } = asRecord(written);
  if (typeof repository !== 'string' || typeof tag !== 'string') return undefined;
  if (typeof digest !== 'string' || !isDigest(digest) || !isTime(publishedAt)) return undefined;
  return { repository, tag, digest, publishedAt };
}

function parseJson(text: string): Written {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}

function asRecord(value: unknown): Written {
  return typeof value === 'object' && value !== null ? (value as Written) : {};
}
