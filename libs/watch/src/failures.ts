import type { Unreadable } from '@cip/audit';
import { LRUCache } from 'lru-cache';

const most = 10_000;

/** What could not be read a moment ago, and why. */
export class Failures {
  readonly #failures = new LRUCache<string, { readonly failure: Unreadable; readonly until: number }>({
    max: most,
  });

  constructor(
    /** Milliseconds that a failure is remembered. */
    private readonly lasting: number,
    /** Milliseconds since the epoch. */
    private readonly clock: () => number,
  ) {}

  add(what: string, failure: Unreadable): void {
    this.#failures.set(what, { failure, until: this.clock() + this.lasting });
  }

  of(what: string): Unreadable | undefined {
    const known = this.#failures.get(what);
    return known && this.clock() < known.until ? known.failure : undefined;
  }
}
