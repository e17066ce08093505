import type { Logger } from '@cip/runtime';

export interface RefusalsOptions {
  readonly log: Logger;
  readonly clock: () => number;
}

const quietFor = 10_000;

/** Logs requests that were turned away: the first at once, and how many more there were at most every ten seconds. */
export class Refusals {
  #saidAt = -Infinity;
  #unsaid = 0;

  constructor(private readonly options: RefusalsOptions) {}

  add(explanation: string, path: string): void {
    const { log, clock } = this.options;
    const now = clock();
    if (now - this.#saidAt < quietFor) {
      this.#unsaid += 1;
      return;
    }
    log.warn('a request was turned away', { explanation, path, before: this.#unsaid });
    this.#saidAt = now;
    this.#unsaid = 0;
  }
}
