/** A token bucket whose tokens can be reserved ahead, so that waiting is first come, first served. Times in ms. */
export class TokenBucket {
  #tokens: number;
  #at: number;

  constructor(
    readonly ratePerSecond: number,
    readonly burst: number,
    now: number,
  ) {
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes one token and says how long to wait for it, in milliseconds. */
  reserve(now: number): number {
    if (!Number.isFinite(this.ratePerSecond)) return 0;
    const earned = (Math.max(0, now - this.#at) / 1000) * this.ratePerSecond;
    this.#tokens = Math.min(this.burst, this.#tokens + earned) - 1;
    this.#at = now;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.ratePerSecond) * 1000;
  }
}
