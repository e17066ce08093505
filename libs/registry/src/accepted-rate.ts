const windowSeconds = 15;

/** How many requests a second were accepted lately: over 15 seconds, or since the first if that is less, but at least one second. */
export class AcceptedRate {
  readonly #seconds: { readonly second: number; count: number }[] = [];

  add(now: number): void {
    const second = Math.floor(now / 1000);
    const last = this.#seconds.at(-1);
    if (last?.second === second) last.count += 1;
    else this.#seconds.push({ second, count: 1 });
    this.#forget(second);
  }

  perSecond(now: number): number {
    const second = Math.floor(now / 1000);
    const total = this.total(now);
    const first = this.#seconds[0]?.second ?? second;
    return total / Math.max(1, second - first + 1);
  }

  /** How many they were. */
  total(now: number): number {
    this.#forget(Math.floor(now / 1000));
    return this.#seconds.reduce((sum, { count }) => sum + count, 0);
  }

  #forget(second: number): void {
    while ((this.#seconds[0]?.second ?? second) <= second - windowSeconds) this.#seconds.shift();
  }
}
