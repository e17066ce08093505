import { SlowAnswerError } from './failures.js';

export interface PaceLimits {
  /** The longest time for one answer, in milliseconds from the sending of its request. */
  readonly answerTimeout: number;
  /** Bytes per second that an answer must come at, once it has been coming for 30 seconds. */
  readonly leastRate: number;
}

/** Answers that come in one piece after a long silence have no rate, in milliseconds. */
const grace = 30_000;

/** Whether an answer comes fast enough. One that trickles makes progress for ever, and would never be cut off otherwise. */
export class Pace {
  #begun: number | undefined;
  #first: number | undefined;
  #bytes = 0;

  constructor(
    private readonly limits: PaceLimits,
    private readonly now: () => number = Date.now,
  ) {}

  /** Says that the answer is waited for. */
  waits(): void {
    this.#begun ??= this.now();
  }

  /** Takes note of bytes; the answer is why they are too late, or undefined. */
  came(bytes: number): SlowAnswerError | undefined {
    const now = this.now();
    this.#begun ??= now;
    this.#bytes += bytes;
    const all = now - this.#begun;
    if (all > this.limits.answerTimeout) return new SlowAnswerError(this.#bytes, all);
    this.#first ??= now;
    const coming = now - this.#first;
    const isSlow = coming > grace && (this.#bytes * 1000) / coming < this.limits.leastRate;
    return isSlow ? new SlowAnswerError(this.#bytes, coming) : undefined;
  }
}
