/** So many failures in a row mean that the key or a service is at fault, and the next digests would fail, too. */
const mostInARow = 8;

/** How many digests may get something in a run. */
export class SigningBudget {
  #left: number;
  #failuresInARow = 0;

  /** Default: no limit. */
  constructor(limit = Infinity) {
    this.#left = limit;
  }

  /** Whether signing was given up, as nothing but failures came of it. */
  get isGivenUp(): boolean {
    return this.#failuresInARow >= mostInARow;
  }

  /** Whether one more may be signed; if so, it counts. */
  take(): boolean {
    if (this.#left <= 0 || this.isGivenUp) return false;
    this.#left -= 1;
    return true;
  }

  /** A digest that was to get something got nothing: it keeps no other from being signed. */
  giveBack(): void {
    this.#left += 1;
  }

  /** Something was signed. */
  succeeded(): void {
    this.#failuresInARow = 0;
  }

  /** Something could not be signed. */
  failed(): void {
    this.#failuresInARow += 1;
  }
}
