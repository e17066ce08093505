import { AdaptiveRate } from './adaptive-rate.js';
import type { Clock } from './clock.js';
import { TokenBucket } from './token-bucket.js';
import { WaitClock } from './wait-clock.js';

const firstHoldMs = 1000;
const longestHoldMs = 16_000;
/** Quotas are by the minute: two hosts refuse within one for the same reason. */
const sameReasonMs = 60_000;

/**
 * Hosts that share a quota, as those of one Google project do: when a refusal names it, all of them wait, and then share a
 * rate below what the quota let through. The rate grows for as long as requests wait for it.
 */
export class QuotaGroup {
  readonly #clock: Clock;
  readonly #waits: WaitClock;
  readonly #rate: AdaptiveRate;
  readonly #silent = new Map<string, number>();
  #bucket: TokenBucket;
  #heldUntil = 0;
  #refusals = 0;
  /** When the quota refused, until requests go on. */
  #refusedAt: number | undefined;

  /** `most` is in requests a second. */
  constructor(most: number, clock: Clock) {
    this.#clock = clock;
    this.#waits = new WaitClock(clock);
    this.#rate = new AdaptiveRate(most);
    this.#bucket = new TokenBucket(most, Math.max(1, most), clock.now());
  }

  /** Requests a second that all hosts together are sent. */
  get rate(): number {
    return this.#rate.perSecond;
  }

  /** Milliseconds for which requests waited for the rate, or for the end of a refusal. */
  get waitedMs(): number {
    return this.#waits.total;
  }

  /** Waits for the turn of one request. */
  async turn(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const held = this.#heldUntil - this.#clock.now();
      if (held > 0) {
        await this.#waits.during(this.#clock.sleep(held, signal));
        continue;
      }
      const bucket = this.#goOn();
      const wait = bucket.reserve(this.#clock.now());
      if (wait === 0) return;
      await this.#waits.during(this.#clock.sleep(wait, signal));
      // A token of before a refusal came too fast: another is taken.
      if (this.#refusedAt !== undefined || bucket !== this.#bucket) continue;
      this.#grow();
      return;
    }
  }

  /** One of the hosts took a request that was sent at `sentAt`. */
  answered(sentAt: number): void {
    this.#rate.accepted(this.#clock.now());
    if (sentAt >= this.#heldUntil) this.#refusals = 0;
  }

  /**
   * The quota refused a request that was sent at `sentAt`; `ms` is how long its host asked to be left alone. Refusals of what
   * was in flight with it count as one.
   */
  refused(sentAt: number, ms: number): void {
    if (sentAt < this.#heldUntil) return;
    const now = this.#clock.now();
    this.#refusals += 1;
    this.#refusedAt = now;
    this.#heldUntil = now + Math.max(ms, Math.min(longestHoldMs, firstHoldMs * 2 ** (this.#refusals - 1)));
  }

  /**
   * A refusal without a text, as all are of a HEAD. It is taken for one of the quota when the group has a rate already, or
   * when another host gave one too.
   */
  refusedSilently(host: string, sentAt: number, ms: number): void {
    const now = this.#clock.now();
    this.#silent.set(host, now);
    const recent = [...this.#silent.values()].filter((at) => now - at < sameReasonMs);
    if (Number.isFinite(this.rate) || recent.length > 1) this.refused(sentAt, ms);
  }

  #goOn(): TokenBucket {
    const now = this.#clock.now();
    if (this.#refusedAt !== undefined) {
      this.#rate.fall(this.#refusedAt, now);
      this.#refusedAt = undefined;
      // One request finds out whether the quota is there again.
      this.#bucket = new TokenBucket(this.rate, Math.max(1, this.rate), now, 1);
    }
    return this.#bucket;
  }

  #grow(): void {
    const now = this.#clock.now();
    this.#rate.grow(now);
    this.#bucket.changeRate(this.rate, now);
  }
}
