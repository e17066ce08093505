import { SharedWork } from '../shared-work.js';

interface Kept<T> {
  readonly value: T;
  readonly until: number;
}

/**
 * Keeps what is expensive to find out for a short while, one finding out at a time per key. Failures are not kept. A
 * finding out is aborted when all that wait for it have left.
 */
export class BriefCache<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #finding = new SharedWork<T>();

  constructor(
    private readonly milliseconds: number,
    private readonly now: () => number = Date.now,
  ) {}

  async get(key: string, find: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept && this.now() < kept.until) return kept.value;
    return this.#finding.do(
      key,
      async (whileWanted) => {
        const until = this.now() + this.milliseconds;
        const value = await find(whileWanted);
        this.#kept.set(key, { value, until });
        return value;
      },
      signal,
    );
  }
}
