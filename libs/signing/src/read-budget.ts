/** How many bytes of signed content are read of one image with its children: whoever may push to staging decides how many there are. */
export class ReadBudget {
  #left: number;

  constructor(readonly bytes = 64 * 1024 * 1024) {
    this.#left = bytes;
  }

  /** False: so many more would be too many, and are not to be read. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }
}
