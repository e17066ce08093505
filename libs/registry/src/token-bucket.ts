/** A token bucket whose tokens can be reserved ahead, so that waiting is first come, first served. Times in ms. */
export class TokenBucket {
  #rate: number;
  #tokens: number;
  #at: number;

  constructor(
    ratePerSecond: number,
    readonly burst: number,
    now: number,
    tokens: number = burst,
  ) {
    this.#rate = ratePerSecond;
    this.#tokens = tokens;
    this.#at = now;
  }

  get ratePerSecond(): number {
    return this.#rate;
  }

  /** Tokens come at another rate from now on. */
  changeRate(ratePerSecond: number, now: number): void {
    this.#earn(now);
    this.#rate = ratePerSecond;
  }

  /** Takes one token and says how long to wait for it, in milliseconds. */
  reserve(now: number): number {
    if (!Number.isFinite(this.#rate)) return 0;
    this.#earn(now);
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#rate) * 1000;
  }

  #earn(now: number): void {
    const elapsed = Math.max(0, now - this.#at);
    const earned = elapsed === 0 ? 0 : (elapsed / 1000) * this.#rate;
    this.#tokens = Math.min(this.burst, this.#tokens + earned);
    this.#at = now;
  }
}
