import type { ChangeEvent } from '@cip/audit';
import { LRUCache } from 'lru-cache';

const most = 10_000;

/**
 * When changes were reported. One whose time is not said, or lies in the future, is taken as reported when it comes: were
 * that so each time that it comes again, its grace would never end.
 */
export class FirstTimes {
  readonly #times = new LRUCache<string, number>({ max: most });

  /** The change with the earliest time that was seen under its id. */
  timed(event: ChangeEvent): ChangeEvent {
    const { id, publishedAt } = event;
    if (id === '') return event;
    const first = Math.min(publishedAt, this.#times.get(id) ?? publishedAt);
    this.#times.set(id, first);
    return first === publishedAt ? event : { ...event, publishedAt: first };
  }
}
