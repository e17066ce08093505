import type { ChangeEvent } from '@cip/audit';
import { LRUCache } from 'lru-cache';

const most = 10_000;

/**
 * When changes were reported, by their id, or by what they say where they have none. One whose time is not said, or lies in the future, is taken as reported when it comes: were
 * that so each time that it comes again, its grace would never end.
 */
export class FirstTimes {
  readonly #times = new LRUCache<string, number>({ max: most });
  readonly #waiting = new LRUCache<string, true>({ max: most });

  /** The change with the earliest time that was seen of it. */
  timed(event: ChangeEvent): ChangeEvent {
    const { publishedAt } = event;
    const key = keyOf(event);
    const first = Math.min(publishedAt, this.#times.get(key) ?? publishedAt);
    this.#times.set(key, first);
    return first === publishedAt ? event : { ...event, publishedAt: first };
  }

  /** True when a change has waited before. */
  isWaiting(event: ChangeEvent): boolean {
    const key = keyOf(event);
    const isKnown = this.#waiting.has(key);
    this.#waiting.set(key, true);
    return isKnown;
  }
}

function keyOf({ id, action, repository, tag, digest }: ChangeEvent): string {
  return id === '' ? JSON.stringify([action, repository, tag, digest]) : id;
}
