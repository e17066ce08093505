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

/**
 * Requests a second under a quota that is not known: below what was accepted when a request is refused, from where it grows
 * up to `most`. Times in milliseconds.
 */
export class AdaptiveRate {
  readonly #accepted = new AcceptedRate();
  #rate: number;
  #refusedRate = 0;
  #grownAt = 0;

  constructor(readonly most: number) {
    this.#rate = most;
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
    const isKnown = Number.isFinite(this.#rate);
    this.#refusedRate = isKnown ? this.#rate : Math.max(accepted, unknownRefusedRate);
    const wanted = accepted * below;
    const left = Math.min(mostLeft, Math.max(leastLeft, wanted / this.#rate));
    this.#rate = isKnown ? Math.max(leastRate, this.#rate * left) : Math.max(unknownRate, wanted);
    this.#grownAt = now;
  }

  /** Grows for as long as this is called: for each second, but not for a pause, which proves nothing. */
  grow(now: number): void {
    const seconds = Math.floor((now - this.#grownAt) / 1000);
    if (this.#rate >= this.most || seconds < 1) return;
    this.#grownAt = now;
    const step = Math.max(leastRate / 2, this.#refusedRate * growth) * Math.min(seconds, 2);
    this.#rate = Math.min(this.most, this.#rate + step);
  }
}
