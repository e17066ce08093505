/**
 * A number of parallel requests between 1 and `most`: it grows by one with each full round of answers, and falls to a half
 * when the host asks for less, to three quarters when the host gets slow.
 */
export class AdaptiveLimit {
  #current: number;
  #answers = 0;

  constructor(
    readonly most: number,
    readonly onChange: (limit: number) => void,
    start: number = most,
  ) {
    this.#current = Math.min(start, most);
  }

  get current(): number {
    return this.#current;
  }

  answered(): void {
    if (this.#current >= this.most || ++this.#answers < this.#current) return;
    this.#set(this.#current + 1);
  }

  pushedBack(): void {
    this.#set(Math.floor(this.#current / 2));
  }

  slowed(): void {
    this.#set(Math.floor((this.#current * 3) / 4));
  }

  #set(limit: number): void {
    this.#current = Math.max(1, limit);
    this.#answers = 0;
    this.onChange(this.#current);
  }
}
