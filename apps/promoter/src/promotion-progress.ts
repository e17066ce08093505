import type { Progress } from '@cip/runtime';

/** Shows how far a promotion is: comparing until something is carried out, then promoting. */
export class PromotionProgress {
  #compared = 0;
  #steps = 0;
  #done = 0;

  constructor(
    private readonly progress: Progress,
    private readonly repositories: number,
  ) {}

  /** One repository more was compared. */
  compared(): void {
    this.#compared += 1;
    this.#show();
  }

  /** So many steps more are to be carried out. */
  planned(steps: number): void {
    this.#steps += steps;
    this.#show();
  }

  /** One step more is finished. */
  stepDone(): void {
    this.#done += 1;
    this.#show();
  }

  #show(): void {
    const left = this.repositories - this.#compared;
    if (this.#steps === 0) {
      this.progress.update({
        label: 'comparing repositories',
        done: this.#compared,
        total: this.repositories,
      });
      return;
    }
    const note = left > 0 ? { note: `${left} repositories still to be compared` } : {};
    this.progress.update({ label: 'promoting', done: this.#done, total: this.#steps, ...note });
  }
}
