/** A number of parallel requests that halves when the host asks for less, and grows back by one per full round of answers. */
export class AdaptiveLimit {
  #current: number;
  #answers = 0;

  constructor(
    readonly most: number,
    readonly onChange: (limit: number) => void,
  ) {
    this.#current = most;
  }

  get current(): number {
    return this.#current;
  }

  answered(): void {
    if (this.#current >= this.most || ++this.#answers < this.#current) return;
    this.#set(this.#current + 1);
  }

  pushedBack(): void {
    this.#set(Math.max(1, Math.floor(this.#current / 2)));
  }

  #set(limit: number): void {
    this.#current = limit;
    this.#answers = 0;
    this.onChange(limit);
  }
}
