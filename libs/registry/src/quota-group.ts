import { AcceptedRate } from './accepted-rate.js';
import type { Clock } from './clock.js';
import { TokenBucket } from './token-bucket.js';
import { WaitClock } from './wait-clock.js';

const firstHoldMs = 1000;
const longestHoldMs = 16_000;
/** Of the rate that the quota let through: what is asked of it after a refusal. */
const below = 0.85;
/** How much of the rate is left after one refusal, at least and at most. */
const leastLeft = 0.5;
const mostLeft = 0.7;
const leastRate = 1;
/** What is begun with when the refusal came before anything was accepted, and the rate that it is then believed to be due to. */
const unknownRate = 10;
const unknownRefusedRate = 80;
/** Growth in a second, as a part of the rate at the last refusal. */
const growth = 0.02;
/** Quotas are by the minute: two hosts refuse within one for the same reason. */
const sameReasonMs = 60_000;

/**
 * Hosts that share a quota, as those of one Google project do: when a refusal names it, all of them wait, and then share a
 * rate below what the quota let through. The rate grows for as long as requests wait for it, up to `most`.
 */
export class QuotaGroup {
  readonly #clock: Clock;
  readonly #waits: WaitClock;
  readonly #accepted: AcceptedRate;
  readonly #silent = new Map<string, number>();
  #bucket: TokenBucket;
  #heldUntil = 0;
  #refusals = 0;
  #grownAt = 0;
  #refusedRate = 0;

  /** `most` is in requests a second. */
  constructor(
    readonly most: number,
    clock: Clock,
  ) {
    this.#clock = clock;
    this.#waits = new WaitClock(clock);
    this.#accepted = new AcceptedRate();
    this.#bucket = new TokenBucket(most, Math.max(1, most), clock.now());
  }

  /** Requests a second that all hosts together are sent now. */
  get rate(): number {
    return this.#bucket.ratePerSecond;
  }

  /** Milliseconds for which requests waited for the rate, or for the end of a refusal. */
  get waitedMs(): number {
    return this.#waits.total;
  }

  /** Waits for the turn of one request. */
  async turn(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const held = this.#heldUntil - this.#clock.now();
      const bucket = this.#bucket;
      const wait = held > 0 ? held : bucket.reserve(this.#clock.now());
      if (wait <= 0) return;
      await this.#waits.during(this.#clock.sleep(wait, signal));
      this.#grow();
      // A token of before a refusal came too fast: another is taken.
      if (held <= 0 && bucket === this.#bucket) return;
    }
  }

  /** One of the hosts took a request. */
  answered(): void {
    const now = this.#clock.now();
    this.#accepted.add(now);
    if (now >= this.#heldUntil) this.#refusals = 0;
  }

  /** A refusal named the quota; `ms` is how long its host asked to be left alone. Refusals of what was in flight count as one. */
  refused(ms: number): void {
    const now = this.#clock.now();
    if (now < this.#heldUntil) return;
    this.#refusals += 1;
    this.#heldUntil = now + Math.max(ms, Math.min(longestHoldMs, firstHoldMs * 2 ** (this.#refusals - 1)));
    const accepted = this.#accepted.perSecond(now);
    const rate = this.#slower(accepted);
    this.#refusedRate = Number.isFinite(this.rate) ? this.rate : Math.max(accepted, unknownRefusedRate);
    this.#grownAt = this.#heldUntil;
    // One request finds out whether the quota is there again.
    this.#bucket = new TokenBucket(rate, Math.max(1, rate), this.#heldUntil, 1);
  }

  /**
   * A refusal without a text, as all are of a HEAD. It is taken for one of the quota when the group has a rate already, or
   * when another host gave one too.
   */
  refusedSilently(host: string, ms: number): void {
    const now = this.#clock.now();
    this.#silent.set(host, now);
    const recent = [...this.#silent.values()].filter((at) => now - at < sameReasonMs);
    if (Number.isFinite(this.rate) || recent.length > 1) this.refused(ms);
  }

  #slower(accepted: number): number {
    const wanted = accepted * below;
    if (!Number.isFinite(this.rate)) return Math.max(unknownRate, wanted);
    const left = Math.min(mostLeft, Math.max(leastLeft, wanted / this.rate));
    return Math.max(leastRate, Math.min(this.most, this.rate * left));
  }

  #grow(): void {
    const now = this.#clock.now();
    const seconds = Math.floor((now - this.#grownAt) / 1000);
    if (this.rate >= this.most || seconds < 1) return;
    this.#grownAt = now;
    // A pause, in which nothing waited, proves nothing.
    const step = Math.max(leastRate / 2, this.#refusedRate * growth) * Math.min(seconds, 2);
    this.#bucket.changeRate(Math.min(this.most, this.rate + step), now);
  }
}
