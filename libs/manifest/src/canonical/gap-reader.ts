/** What stands between the values of a YAML file. `at` is an offset, `lineStart` that of the line it stands in. */
export interface Comment {
  readonly kind: 'comment';
  readonly at: number;
  readonly lineStart: number;
  /** With its `#`, without blanks at the end. */
  readonly text: string;
  /** Nothing but blanks stands before it. */
  readonly ownLine: boolean;
}

export interface BlankLine {
  readonly kind: 'blank';
  readonly at: number;
}

export type Trivium = Comment | BlankLine;

// A "#" begins a comment only after a blank or at the start of a line (YAML 1.2.2, "Comments").
const between = /(?<![^ \t\n])#[^\n]*|\n/g;
const upToBracket = /(?<![^ \t\n])#[^\n]*|\n|[\]}]/g;
const blank = /[ \t\n]/;

/** Reads the gaps between values, in the order of the file, and keeps what comments and blank lines there are. */
export class GapReader {
  readonly trivia: Trivium[] = [];
  /** Everything before it is read. */
  at = 0;

  /** Lines of the text end at LF. */
  constructor(private readonly text: string) {}

  /** Reads a gap up to the place where a value begins. */
  readTo(end: number): void {
    const gap = this.text.slice(this.at, end);
    for (const { index, 0: found } of gap.matchAll(between)) {
      if (index > 0 || this.#isAfterBlank()) this.#add(this.at + index, found);
    }
    this.at = Math.max(this.at, end);
  }

  /** Reads to the end of a list or mapping in brackets, past the bracket. */
  readPastBracket(): void {
    upToBracket.lastIndex = this.at;
    for (let match = upToBracket.exec(this.text); match; match = upToBracket.exec(this.text)) {
      const [found] = match;
      this.at = upToBracket.lastIndex;
      if (found === ']' || found === '}') return;
      this.#add(match.index, found);
    }
  }

  #isAfterBlank(): boolean {
    return this.at === 0 || blank.test(this.text.charAt(this.at - 1));
  }

  #add(at: number, found: string): void {
    const lineStart = this.text.lastIndexOf('\n', at - 1) + 1;
    const alone = this.text.slice(lineStart, at).trim() === '';
    if (found !== '\n')
      this.trivia.push({ kind: 'comment', at, lineStart, text: found.trimEnd(), ownLine: alone });
    else if (alone) this.trivia.push({ kind: 'blank', at });
  }
}
