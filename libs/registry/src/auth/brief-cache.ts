interface Kept<T> {
  readonly value: Promise<T>;
  readonly until: number;
}

/** Keeps what is expensive to find out for a short while, one finding out at a time per key. Failures are not kept. */
export class BriefCache<T> {
  readonly #kept = new Map<string, Kept<T>>();

  constructor(
    private readonly milliseconds: number,
    private readonly now: () => number = Date.now,
  ) {}

  get(key: string, find: () => Promise<T>): Promise<T> {
    const kept = this.#kept.get(key);
    if (kept && this.now() < kept.until) return kept.value;
    const value = find();
    const entry = { value, until: this.now() + this.milliseconds };
    this.#kept.set(key, entry);
    value.catch(() => {
      if (this.#kept.get(key) === entry) this.#kept.delete(key);
    });
    return value;
  }
}
