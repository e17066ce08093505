import { AcceptedRate } from './accepted-rate.js';

/** Of the rate that was accepted: what is sent after a refusal. */
const below = 0.85;
/** How much of the rate is left after one refusal, at least and at most. */
const leastLeft = 0.5;
const mostLeft = 0.7;
const leastRate = 1;
/** What is begun with when nothing was accepted before the refusal, and the rate that it is then believed to be due to. */
const unknownRate = 10;
const unknownRefusedRate = 80;
/** Growth in a second, as a part of the rate at the last refusal. */
const growth = 0.02;
/** Growth doubles after so many seconds of it without a refusal, up to the factor. */
const fasterAfter = 10;
const mostFaster = 8;
/** Before the first refusal, the rate doubles at this pace, and is no limit any more once it has grown by the factor. */
const doubledAfterMs = 500;
const provenFactor = 16;

/**
 * Requests a second under a quota that is not known: doubled twice a second from `start`, below what was accepted when a
 * request is refused, from where it grows slowly, always up to `most`. Times in milliseconds.
 */
export class AdaptiveRate {
  readonly #accepted = new AcceptedRate();
  #rate: number;
  #refusedRate = 0;
  /** Since the last refusal. */
  #secondsGrown = 0;
  #grownAt: number | undefined;
  #isStarting: boolean;

  constructor(
    readonly most: number,
    private readonly start = most,
  ) {
    this.#rate = start;
    this.#isStarting = start < most;
  }

  get perSecond(): number {
    return this.#rate;
  }

  accepted(now: number): void {
    this.#accepted.add(now);
  }

  /** Falls, for a refusal at a time; answers that came until now to what was in flight then count as accepted. */
  fall(refusedAt: number, now: number): void {
    const accepted = this.#accepted.perSecond(refusedAt);
    const isKnown = Number.isFinite(this.#rate) && !this.#isStarting;
    this.#isStarting = false;
    this.#refusedRate = isKnown ? this.#rate : Math.max(accepted, unknownRefusedRate);
    const wanted = accepted * below;
    const left = Math.min(mostLeft, Math.max(leastLeft, wanted / this.#rate));
    this.#rate = isKnown ? Math.max(leastRate, this.#rate * left) : Math.max(unknownRate, wanted);
    this.#secondsGrown = 0;
    this.#grownAt = now;
  }

  /** Grows for as long as this is called: for the time that has passed, but not for a pause, which proves nothing. */
  grow(now: number): void {
    this.#grownAt ??= now;
    const steps = Math.floor((now - this.#grownAt) / (this.#isStarting ? doubledAfterMs : 1000));
    if (this.#rate >= this.most || steps < 1) return;
    this.#grownAt = now;
    this.#rate = Math.min(this.most, this.#isStarting ? this.#doubled() : this.#more(Math.min(steps, 2)));
  }

  #doubled(): number {
    const rate = this.#rate * 2;
    return rate < this.start * provenFactor ? rate : this.most;
  }

  #more(seconds: number): number {
    const faster = Math.min(mostFaster, 2 ** Math.floor(this.#secondsGrown / fasterAfter));
    this.#secondsGrown += seconds;
    return this.#rate + Math.max(leastRate / 2, this.#refusedRate * growth) * seconds * faster;
  }
}
