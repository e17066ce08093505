/** What happens while a time passes. */
export interface Silence {
  readonly onHalf: () => void;
  readonly onEnd: () => void;
}

/** Fires halfway through a time and at its end, unless it is stopped before. It keeps no process alive. */
export class SilenceWatch {
  #timer: NodeJS.Timeout | undefined;

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  start(ms: number, { onHalf, onEnd }: Silence): void {
    this.#wake(ms / 2, () => {
      onHalf();
      this.#wake(ms / 2, () => {
        this.#afterLastNews(onEnd);
      });
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** An answer may have come while this process was busy or asleep. */
  #afterLastNews(act: () => void): void {
    const timer = this.#timer;
    setImmediate(() => {
      if (timer !== this.#timer) return;
      this.#timer = undefined;
      act();
    });
  }

  #wake(ms: number, act: () => void): void {
    this.#timer = setTimeout(act, ms).unref();
  }
}
