import { LRUCache } from 'lru-cache';

const most = 10_000;

/** What was found a moment ago. Of what is too much, the least recently used is forgotten first. */
export class ShortMemory<T extends object | string> {
  readonly #found = new LRUCache<string, { readonly value: T; readonly until: number }>({ max: most });

  constructor(
    /** Milliseconds that something is remembered. */
    private readonly lasting: number,
    /** Milliseconds since the epoch. */
    private readonly clock: () => number,
  ) {}

  add(what: string, value: T): void {
    this.#found.set(what, { value, until: this.clock() + this.lasting });
  }

  of(what: string): T | undefined {
    const known = this.#found.get(what);
    return known && this.clock() < known.until ? known.value : undefined;
  }
}
