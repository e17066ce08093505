import { digestOf, isObject } from '@cip/oci';
import { MalformedEventError } from './malformed-event-error.js';

const longestId = 256;

/** An object of parsed JSON. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The text under a key; undefined for anything else. */
export function textAt(record: JsonRecord, key: string): string | undefined {
  const value = record[key];
  return typeof value === 'string' ? value : undefined;
}

/**
 * The text under a key; undefined where nothing is said. Throws {@link MalformedEventError} for anything else: what names a
 * change must not be overlooked because it is written in an odd way.
 */
export function givenTextAt(record: JsonRecord, key: string): string | undefined {
  const value = record[key] ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw new MalformedEventError(`its "${key}" is not text`);
}

/** The id under a key. One that is longer than any real one is remembered by its digest. */
export function idAt(record: JsonRecord, key: string): string | undefined {
  const id = textAt(record, key);
  return id === undefined || id.length <= longestId ? id : digestOf(new TextEncoder().encode(id));
}

/** The object under a key; undefined for anything else. */
export function recordAt(record: JsonRecord, key: string): JsonRecord | undefined {
  const value = record[key];
  return isObject(value) ? value : undefined;
}

/** An RFC 3339 time in milliseconds since the epoch; the fallback where there is none, and for one in the future. */
export function timeAt(record: JsonRecord, key: string, now: number): number {
  const time = Date.parse(textAt(record, key) ?? '');
  return Number.isNaN(time) ? now : Math.min(time, now);
}
