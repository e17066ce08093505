import type { Line } from './canonical-lines.js';
import type { Comment, Trivium } from './gap-reader.js';

/** What stands above a line and, of what the line stands for, within. */
export interface Surroundings {
  readonly above: Trivium[];
  readonly within: Comment[];
}

/** The comments and blank lines of a file by the line that they go with; under `undefined` what follows the last line. */
export type PlacedTrivia = ReadonlyMap<Line | undefined, Surroundings>;

export function placeTrivia(lines: readonly Line[], trivia: readonly Trivium[]): PlacedTrivia {
  const asWritten = lines.toSorted((a, b) => a.from - b.from);
  const placed = new Map<Line | undefined, Surroundings>();
  let next = 0;
  for (const trivium of trivia) {
    while ((asWritten[next]?.from ?? Infinity) <= trivium.at) next++;
    const line = asWritten[next - 1];
    if (line && isWithin(trivium, line)) addWithin(placed, line, trivium);
    else around(placed, carrierOf(asWritten[next])).above.push(trivium);
  }
  return placed;
}

function isWithin(trivium: Trivium, { to }: Line): boolean {
  return trivium.at < to || (trivium.kind === 'comment' && !trivium.ownLine && trivium.lineStart <= to);
}

/** Blank lines within are no more once everything is in one line. */
function addWithin(placed: Map<Line | undefined, Surroundings>, line: Line, trivium: Trivium): void {
  if (trivium.kind === 'blank') return;
  if (line.text === undefined) around(placed, carrierOf(line)).above.push(trivium);
  else around(placed, line).within.push(trivium);
}

function carrierOf(line: Line | undefined): Line | undefined {
  return line?.carrier ? carrierOf(line.carrier) : line;
}

function around(placed: Map<Line | undefined, Surroundings>, line: Line | undefined): Surroundings {
  let surroundings = placed.get(line);
  if (!surroundings) placed.set(line, (surroundings = { above: [], within: [] }));
  return surroundings;
}
