interface Running<T> {
  readonly beganAt: number;
  readonly result: Promise<T>;
}

/** Readings that all who need one share: at most one is under way, and at most one more is waited for. */
export class SharedReadings<T> {
  #running: Running<T> | undefined;
  #next: Promise<T> | undefined;

  constructor(
    private readonly read: (beganAt: number) => Promise<T>,
    /** Milliseconds since the epoch. */
    private readonly clock: () => number,
  ) {}

  /** The result of a reading that began at or after the time; one that began before it does not count. */
  since(time: number): Promise<T> {
    if (this.#running && this.#running.beganAt >= time) return this.#running.result;
    if (this.#next) return this.#next;
    if (!this.#running) return this.#start();
    const over = this.#running.result.catch(() => undefined);
    this.#next = over.then(() => this.#start());
    return this.#next;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running.result.catch(() => undefined);
  }

  #start(): Promise<T> {
    this.#next = undefined;
    const beganAt = this.clock();
    const result = this.read(beganAt).finally(() => {
      this.#running = undefined;
    });
    this.#running = { beganAt, result };
    return result;
  }
}
