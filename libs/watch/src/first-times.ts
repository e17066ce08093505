import type { ChangeEvent } from '@cip/audit';
import { BoundedMap } from './bounded-map.js';

const most = 10_000;

/**
 * When changes were reported. One whose time is not said, or lies in the future, is taken as reported when it comes: were
 * that so each time that it comes again, its grace would never end.
 */
export class FirstTimes {
  readonly #times = new BoundedMap<string, number>(most);

  /** The change with the earliest time that was seen under its id. */
  timed(event: ChangeEvent): ChangeEvent {
    const { id, publishedAt } = event;
    if (id === '') return event;
    const first = Math.min(publishedAt, this.#times.get(id) ?? publishedAt);
    this.#times.set(id, first);
    return first === publishedAt ? event : { ...event, publishedAt: first };
  }
}
