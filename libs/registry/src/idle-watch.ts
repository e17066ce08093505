import { StalledError } from './failures.js';

/**
 * Fires when the other side makes no progress for `ms` milliseconds. It runs only while it is started: the time that
 * our own side takes to give or take the next bytes is no stall of the other's.
 */
export class IdleWatch {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly ms: number,
    private readonly onStall: (error: StalledError) => void,
  ) {}

  start(): void {
    if (this.#timer) {
      this.#timer.refresh();
      return;
    }
    this.#timer = setTimeout(() => {
      this.onStall(new StalledError(this.ms));
    }, this.ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
