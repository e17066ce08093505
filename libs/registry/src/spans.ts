/** Where a table has no entry. */
const none = -1;
/** In a table that is half empty, more than this at one place is no chance. */
const mostProbes = 64;

/** Texts that are parts of one array of bytes (ASCII), found again without a text of their own for each. */
export class Spans {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #table = new Int32Array(0);

  /** `hashed` characters from the end tell nearly all of the texts apart. */
  constructor(
    private readonly bytes: Buffer,
    private readonly hashed: number,
  ) {}

  get size(): number {
    return this.#starts.length;
  }

  add(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }

  at(position: number): string {
    return this.bytes.toString('latin1', this.#starts[position], this.#ends[position]);
  }

  /** Call it once, after the last text. False: two are the same, or so many collide that it takes intention. */
  index(): boolean {
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * this.size + 1))).fill(none);
    for (let position = 0; position < this.size; position++) {
      const slot = this.#freeSlot(position);
      if (slot === undefined) return false;
      this.#table[slot] = position;
    }
    return true;
  }

  /** The position of the text; -1 when it is not there. */
  find(text: string): number {
    let hash = 0;
    for (let i = text.length - 1, last = Math.max(0, text.length - this.hashed); i >= last; i--) {
      hash = mixed(hash, text.charCodeAt(i));
    }
    const mask = this.#table.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const position = this.#table[slot] ?? none;
      if (position === none || this.#is(position, text)) return position;
    }
  }

  /** Whether the other has all of these texts. */
  areAllIn(other: Spans): boolean {
    for (let position = 0; position < this.size; position++) {
      if (other.find(this.at(position)) < 0) return false;
    }
    return true;
  }

  #freeSlot(position: number): number | undefined {
    const mask = this.#table.length - 1;
    const hash = this.#hashOf(position);
    for (let probes = 0; probes < mostProbes; probes++) {
      const slot = (hash + probes) & mask;
      const other = this.#table[slot] ?? none;
      if (other === none) return slot;
      if (this.#areSame(position, other)) return undefined;
    }
    return undefined;
  }

  #hashOf(position: number): number {
    const start = this.#starts[position] ?? 0;
    const end = this.#ends[position] ?? 0;
    let hash = 0;
    for (let at = end - 1, last = Math.max(start, end - this.hashed); at >= last; at--) {
      hash = mixed(hash, this.bytes[at] ?? 0);
    }
    return hash;
  }

  #is(position: number, text: string): boolean {
    const end = this.#ends[position] ?? 0;
    if (end - (this.#starts[position] ?? 0) !== text.length) return false;
    for (let i = 1; i <= text.length; i++) {
      if (this.bytes[end - i] !== text.charCodeAt(text.length - i)) return false;
    }
    return true;
  }

  #areSame(one: number, other: number): boolean {
    const end = this.#ends[one] ?? 0;
    const otherEnd = this.#ends[other] ?? 0;
    const length = end - (this.#starts[one] ?? 0);
    if (length !== otherEnd - (this.#starts[other] ?? 0)) return false;
    for (let i = 1; i <= length; i++) {
      if (this.bytes[end - i] !== this.bytes[otherEnd - i]) return false;
    }
    return true;
  }
}

function mixed(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0;
}
