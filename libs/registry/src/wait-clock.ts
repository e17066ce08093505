import type { Clock } from './clock.js';

/** How long at least one request was waiting for one thing: the time that it took of a run, however many waited. */
export class WaitClock {
  #waiting = 0;
  #since = 0;
  #total = 0;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** Milliseconds until now. */
  get total(): number {
    return this.#total + (this.#waiting > 0 ? this.clock.now() - this.#since : 0);
  }

  async during<T>(wait: Promise<T>): Promise<T> {
    if (this.#waiting++ === 0) this.#since = this.clock.now();
    try {
      return await wait;
    } finally {
      if (--this.#waiting === 0) this.#total += this.clock.now() - this.#since;
    }
  }
}
