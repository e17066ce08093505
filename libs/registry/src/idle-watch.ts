import { StalledError } from './failures.js';

/**
 * Fires when the other side makes no progress for `ms` milliseconds. It runs only while it is started: the time that
 * our own side takes to give or take the next bytes is no stall of the other's.
 */
export class IdleWatch {
  #timer: NodeJS.Timeout | undefined;
  #turn = 0;

  constructor(
    private readonly ms: number,
    private readonly onStall: (error: StalledError) => void,
  ) {}

  start(): void {
    this.#turn += 1;
    if (this.#timer) {
      this.#timer.refresh();
      return;
    }
    this.#timer = setTimeout(() => {
      this.#due();
    }, this.ms);
  }

  stop(): void {
    this.#turn += 1;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** Bytes may have come while this process was busy or asleep: they are looked at before anything is called a stall. */
  #due(): void {
    const turn = this.#turn;
    setImmediate(() => {
      if (turn === this.#turn) this.onStall(new StalledError(this.ms));
    });
  }
}
