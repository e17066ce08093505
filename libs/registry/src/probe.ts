import { unlessAborted } from '@cip/oci';
import type { Clock } from './clock.js';

/** A probe that has not been answered by then, in milliseconds, holds up nobody any longer. */
const longestMs = 1000;

/** One request that goes ahead of all others, which wait until it is answered. */
export class Probe {
  readonly #answered: Promise<void>;
  readonly #timer = new AbortController();
  #resolve: () => void = () => undefined;
  #isTaken = false;
  #isOver = false;

  constructor(
    private readonly clock: Clock,
    private readonly onEnd: () => void,
  ) {
    this.#answered = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Whether the caller's request is the one. */
  take(): boolean {
    if (this.#isTaken) return false;
    this.#isTaken = true;
    const end = (): void => {
      this.end();
    };
    this.clock.sleep(longestMs, this.#timer.signal).then(end, end);
    return true;
  }

  /** Resolves when the others may go on. */
  over(signal?: AbortSignal): Promise<void> {
    return unlessAborted(this.#answered, signal);
  }

  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.onEnd();
    this.#resolve();
    this.#timer.abort();
  }
}
