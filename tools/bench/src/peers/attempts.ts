/** What became of the runs of one contender. */
export class Attempts {
  /** Why runs failed, in their order. */
  readonly failures: string[] = [];
  #isGivenUp = false;

  /** A run failed twice, so that no more are made. */
  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  /** Runs once more what fails, as a peer may fail for reasons of its own. Undefined: it failed again, or runs no more. */
  async run<T>(work: () => Promise<T>): Promise<T | undefined> {
    for (let left = 2; left > 0 && !this.#isGivenUp; left--) {
      try {
        return await work();
      } catch (error) {
        this.failures.push(error instanceof Error ? error.message : String(error));
        this.#isGivenUp = left === 1;
      }
    }
    return undefined;
  }
}
