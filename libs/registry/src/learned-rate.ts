import { AdaptiveRate } from './adaptive-rate.js';
import type { Clock } from './clock.js';
import { TokenBucket } from './token-bucket.js';
import { WaitClock } from './wait-clock.js';

const longestHoldMs = 16_000;
/** Seconds of the rate that may be sent at once, when the rate was learned and not set. */
const learnedBurst = 0.25;
/** A refusal in so many milliseconds, amid requests that are accepted, is an accident. */
const accidentEveryMs = 10_000;

export interface LearnedRateOptions {
  /** Requests a second; Infinity for no limit until a refusal. */
  readonly most: number;
  /** Requests that need not wait after a pause; default one second's. */
  readonly burst?: number;
  /** Requests a second to begin with, doubled twice a second while they do not suffice; default `most`. */
  readonly start?: number;
  /** The least pause after a refusal in milliseconds, doubled for each more in a row; default 0. */
  readonly firstHoldMs?: number;
}

/**
 * The turns of requests under a quota that is not known: after a refusal all wait, and then share a rate below what was
 * accepted. The rate grows for as long as requests wait for it.
 */
export class LearnedRate {
  readonly #waits: WaitClock;
  readonly #rate: AdaptiveRate;
  readonly #firstHoldMs: number;
  #bucket: TokenBucket;
  #heldUntil = 0;
  #refusals = 0;
  /** When a request was refused, and what came of those in flight with it, until requests go on. */
  #refusal: { readonly at: number; accepted: number; refused: number } | undefined;
  #accidentAt = Number.NEGATIVE_INFINITY;

  constructor(
    { most, start = most, burst, firstHoldMs = 0 }: LearnedRateOptions,
    private readonly clock: Clock,
  ) {
    this.#waits = new WaitClock(clock);
    this.#rate = new AdaptiveRate(most, start);
    this.#firstHoldMs = firstHoldMs;
    const atOnce = start < most ? start * learnedBurst : most;
    this.#bucket = new TokenBucket(this.perSecond, burst ?? Math.max(1, atOnce), clock.now());
  }

  get perSecond(): number {
    return this.#rate.perSecond;
  }

  /** Milliseconds for which requests waited for the rate, or for the end of a refusal. */
  get waitedMs(): number {
    return this.#waits.total;
  }

  /** Waits for the turn of one request. */
  async turn(signal?: AbortSignal): Promise<void> {
    for (;;) {
      const held = this.#heldUntil - this.clock.now();
      if (held > 0) {
        await this.#waits.during(this.clock.sleep(held, signal));
        continue;
      }
      const bucket = this.#goOn();
      const wait = bucket.reserve(this.clock.now());
      if (wait === 0) return;
      await this.#waits.during(this.clock.sleep(wait, signal));
      // A token of before a refusal came too fast: another is taken.
      if (this.#refusal || bucket !== this.#bucket) continue;
      this.#grow();
      return;
    }
  }

  /** A request that was sent at `sentAt` was accepted. */
  answered(sentAt: number): void {
    this.#rate.accepted(this.clock.now());
    if (this.#refusal) this.#refusal.accepted += 1;
    if (sentAt >= this.#heldUntil) this.#refusals = 0;
  }

  /**
   * A request that was sent at `sentAt` was refused; `ms` is how long all are to wait at least. Refusals of what was in
   * flight with it count as one.
   */
  refused(sentAt: number, ms: number): void {
    if (sentAt < this.#heldUntil) {
      if (this.#refusal) this.#refusal.refused += 1;
      return;
    }
    const at = this.clock.now();
    this.#refusals += 1;
    this.#refusal = { at, accepted: 0, refused: 1 };
    const hold = Math.min(longestHoldMs, this.#firstHoldMs * 2 ** (this.#refusals - 1));
    this.#heldUntil = at + Math.max(ms, hold);
  }

  #goOn(): TokenBucket {
    if (this.#refusal && !this.#isAccident(this.#refusal)) {
      const now = this.clock.now();
      this.#rate.fall(this.#refusal.at, now);
      // One request finds out whether the quota is there again.
      this.#bucket = new TokenBucket(this.perSecond, Math.max(1, this.perSecond * learnedBurst), now, 1);
    }
    this.#refusal = undefined;
    return this.#bucket;
  }

  /** A quota that is used up refuses most of what comes; where none is known, some other refusal would slow everything down. */
  #isAccident({ at, accepted, refused }: { at: number; accepted: number; refused: number }): boolean {
    if (Number.isFinite(this.perSecond) || accepted < refused || at - this.#accidentAt < accidentEveryMs)
      return false;
    this.#accidentAt = at;
    return true;
  }

  #grow(): void {
    const now = this.clock.now();
    this.#rate.grow(now);
    this.#bucket.changeRate(this.perSecond, now);
  }
}
