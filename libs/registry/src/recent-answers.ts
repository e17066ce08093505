/** How many answers are looked back at. */
const lookedAt = 24;
/** So many refusals among them, at most, are strays, when so many answers, at least, were none. */
const mostStrays = 2;
const leastAccepted = 12;

/**
 * The last answers of a host. A quota that is used up refuses most of what comes; a proxy that is restarted or a limit on
 * something else refuses one request among many.
 */
export class RecentAnswers {
  /** Of each answer whether it was a refusal. */
  readonly #answers: boolean[] = [];

  accepted(): void {
    this.#add(false);
  }

  /** Whether the refusal that has come now is a stray. */
  refused(): boolean {
    this.#add(true);
    const refusals = this.#answers.filter(Boolean).length;
    return refusals <= mostStrays && this.#answers.length - refusals >= leastAccepted;
  }

  #add(isRefusal: boolean): void {
    this.#answers.push(isRefusal);
    if (this.#answers.length > lookedAt) this.#answers.shift();
  }
}
