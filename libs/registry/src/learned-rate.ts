import { AcceptedRate } from './accepted-rate.js';
import { AdaptiveRate } from './adaptive-rate.js';
import type { Clock } from './clock.js';
import { Probe } from './probe.js';
import { TokenBucket } from './token-bucket.js';
import { WaitClock } from './wait-clock.js';

const longestHoldMs = 16_000;
/** So many refusals in 15 seconds are no part of anything. */
const fewRefusals = 3;
/** Seconds of the rate that may be sent at once, when the rate was learned and not set. */
const learnedBurst = 0.25;

export interface LearnedRateOptions {
  /** Requests a second; Infinity for no limit until a refusal. */
  readonly most: number;
  /** Requests that need not wait after a pause; default one second's. */
  readonly burst?: number;
  /** Requests a second to begin with, doubled twice a second while they do not suffice; default `most`. */
  readonly start?: number;
  /** The least pause after a refusal in milliseconds, doubled for each more in a row; default 0. */
  readonly firstHoldMs?: number;
  /**
   * The part of the requests whose refusal lowers no rate while most of those in flight with them are accepted: other causes
   * than a quota would slow everything down. Default 0.
   */
  readonly tolerated?: number;
}

interface Refusal {
  readonly at: number;
  /** What came of the requests in flight with it. */
  accepted: number;
  refused: number;
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
  /** The one request that finds out whether the quota is there again. */
  #probe: Probe | undefined;
  #heldUntil = 0;
  #refusals = 0;
  readonly #tolerated: number;
  readonly #lately = { accepted: new AcceptedRate(), refused: new AcceptedRate() };
  /** The last one, until requests go on. */
  #refusal: Refusal | undefined;

  constructor(
    { most, start = most, burst, firstHoldMs = 0, tolerated = 0 }: LearnedRateOptions,
    private readonly clock: Clock,
  ) {
    this.#waits = new WaitClock(clock);
    this.#rate = new AdaptiveRate(most, start);
    this.#firstHoldMs = firstHoldMs;
    this.#tolerated = tolerated;
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

  /** Waits for the turn of one request. It takes none when `isHeld` says then that something else holds the request up. */
  async turn(signal?: AbortSignal, isHeld: () => boolean = () => false): Promise<void> {
    for (;;) {
      const held = this.#heldUntil - this.clock.now();
      if (held > 0) {
        await this.#waits.during(this.clock.sleep(held, signal));
        continue;
      }
      if (isHeld()) return;
      this.#goOn();
      if (this.#probe) {
        if (this.#probe.take()) return;
        await this.#waits.during(this.#probe.over(signal));
        continue;
      }
      const bucket = this.#bucket;
      const wait = bucket.reserve(this.clock.now());
      if (wait === 0) return;
      await this.#waits.during(this.clock.sleep(wait, signal));
      // A token of before a refusal came too fast: another is taken.
      if (!this.#isStill(bucket)) continue;
      this.#grow();
      return;
    }
  }

  /** A request that was sent at `sentAt` was accepted. */
  answered(sentAt: number): void {
    const now = this.clock.now();
    this.#rate.accepted(now);
    this.#lately.accepted.add(now);
    if (this.#refusal) this.#refusal.accepted += 1;
    if (sentAt < this.#heldUntil) return;
    this.#refusals = 0;
    this.#probe?.end();
  }

  /** A request was refused, and need hold up no other; it counts when others are. */
  strayed(): void {
    this.#lately.refused.add(this.clock.now());
  }

  /**
   * A request that was sent at `sentAt` was refused; `ms` is how long all are to wait at least. Refusals of what was in
   * flight with it count as one.
   */
  refused(sentAt: number, ms: number): void {
    const at = this.clock.now();
    this.#lately.refused.add(at);
    if (sentAt < this.#heldUntil) {
      if (this.#refusal) this.#refusal.refused += 1;
      return;
    }
    this.#refusals += 1;
    this.#refusal = { at, accepted: 0, refused: 1 };
    const hold = Math.min(longestHoldMs, this.#firstHoldMs * 2 ** (this.#refusals - 1));
    this.#heldUntil = at + Math.max(ms, hold);
    this.#probe?.end();
  }

  #isStill(bucket: TokenBucket): boolean {
    return !this.#refusal && !this.#probe && bucket === this.#bucket;
  }

  #goOn(): void {
    const refusal = this.#refusal;
    if (!refusal) return;
    this.#refusal = undefined;
    if (this.#isTolerated(refusal)) return;
    this.#rate.fall(refusal.at, this.clock.now());
    this.#probe = new Probe(this.clock, () => {
      this.#probe = undefined;
      const burst = Math.max(1, this.perSecond * learnedBurst);
      this.#bucket = new TokenBucket(this.perSecond, burst, this.clock.now(), 1);
    });
  }

  /** A quota that is used up refuses most of what is in flight; one request by itself says nothing. */
  #isTolerated({ at, accepted, refused }: Refusal): boolean {
    if (this.#tolerated === 0 || refused > Math.max(1, accepted)) return false;
    const { accepted: taken, refused: others } = this.#lately;
    return others.total(at) <= fewRefusals + this.#tolerated * taken.total(at);
  }

  #grow(): void {
    const now = this.clock.now();
    this.#rate.grow(now);
    this.#bucket.changeRate(this.perSecond, now);
  }
}
