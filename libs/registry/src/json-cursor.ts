const quote = 0x22;

/** Steps over JSON whose texts are ASCII and have no escapes. Its methods answer false for what is something else. */
export class JsonCursor {
  #at = 0;
  /** Where the text that was read last begins and ends, without its quotes. */
  start = 0;
  end = 0;

  constructor(private readonly bytes: Buffer) {}

  /** The text that was read last. */
  get text(): string {
    return this.bytes.toString('latin1', this.start, this.end);
  }

  /** Whether that text is this one, in ASCII. */
  is(expected: Uint8Array): boolean {
    if (this.end - this.start !== expected.length) return false;
    return this.begins(expected);
  }

  /** Whether that text begins like this. */
  begins(expected: Uint8Array): boolean {
    for (let i = 0; i < expected.length; i++) {
      if (this.bytes[this.start + i] !== expected[i]) return false;
    }
    return true;
  }

  /** Steps over one character, and white space before it. */
  skip(character: number): boolean {
    if (this.#next() !== character) return false;
    this.#at += 1;
    return true;
  }

  /** Reads a text, and white space before it. */
  readText(): boolean {
    if (!this.skip(quote)) return false;
    const { bytes } = this;
    let at = this.#at;
    this.start = at;
    let byte = bytes[at] ?? 0;
    // Nearly all characters are above the quote; below it are the blank, the exclamation mark and those that must be escaped.
    while (byte > quote || byte === 0x20 || byte === 0x21) byte = bytes[++at] ?? 0;
    this.end = at;
    this.#at = at + 1;
    return byte === quote;
  }

  /** Whether nothing follows but white space. */
  isAtEnd(): boolean {
    return this.#next() === undefined;
  }

  #next(): number | undefined {
    const { bytes } = this;
    let byte = bytes[this.#at];
    while (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) byte = bytes[++this.#at];
    return byte;
  }
}
