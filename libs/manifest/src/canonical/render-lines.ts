import type { Line } from './canonical-lines.js';
import type { Trivium } from './gap-reader.js';
import { placeTrivia } from './place-trivia.js';

/** The text of a file: its lines with their comments, one blank line where there were some, and LF at every end. */
export function renderLines(lines: readonly Line[], trivia: readonly Trivium[]): string {
  const placed = placeTrivia(lines, trivia);
  const output = new Output();
  for (const line of lines) {
    if (line.text === undefined) continue;
    const { above = [], within = [] } = placed.get(line) ?? {};
    const [comment, another] = within;
    const isTrailing = comment !== undefined && !another && !comment.ownLine;
    output.addTrivia(isTrailing ? above : [...above, ...within], line.indent);
    output.add(isTrailing ? `${line.text} ${comment.text}` : line.text);
  }
  output.addTrivia(placed.get(undefined)?.above ?? [], 0);
  return output.lines.map((text) => `${text}\n`).join('');
}

/** Blank lines come out only between two others, and one at a time. */
class Output {
  readonly lines: string[] = [];
  #blank = false;

  add(text: string): void {
    if (this.#blank && this.lines.length > 0) this.lines.push('');
    this.#blank = false;
    this.lines.push(text);
  }

  addTrivia(trivia: readonly Trivium[], indent: number): void {
    for (const trivium of trivia) {
      if (trivium.kind === 'blank') this.#blank = true;
      else this.add(' '.repeat(indent) + trivium.text);
    }
  }
}
