import type { JournalEntry } from './journal-entry.js';
import { parseLine } from './journal-line.js';
import { KeptTags } from './kept-tags.js';

/** What a journal was found to hold. */
export interface JournalContents {
  /** By number, oldest first. */
  readonly entries: Map<number, JournalEntry>;
  /** What tags of attached artifacts pointed at last, oldest first. */
  readonly attached: KeptTags;
  /** Highest number of any line. */
  readonly last: number;
  /** Lines that are none, though somebody may have been told that they are there. */
  readonly damaged: readonly string[];
  /** The beginning of a line whose writing was cut off: nobody was told that it is there. Empty: there is none. */
  readonly torn: string;
  /** Bytes before that. */
  readonly size: number;
}

/** Reads the lines of a journal, whatever stands in them. */
export function readContents(bytes: Buffer): JournalContents {
  const entries = new Map<number, JournalEntry>();
  const attached = new KeptTags();
  const damaged: string[] = [];
  let last = 0;
  let torn = '';
  let size = bytes.length;
  for (const { text, start, isWhole } of linesOf(bytes)) {
    const line = parseLine(text);
    if (!line) {
      if (!isWhole && isBeginning(text)) [torn, size] = [text, start];
      else if (text !== '') damaged.push(text);
      continue;
    }
    if (line.kind === 'attached') {
      attached.add(line.attached);
      continue;
    }
    last = Math.max(last, line.number);
    if (line.kind === 'added') entries.set(line.number, { number: line.number, received: line.received });
    else entries.delete(line.number);
  }
  return { entries, attached, last, damaged, torn, size };
}

const beginnings = ['{"added":', '{"settled":', '{"attached":'];

function isBeginning(text: string): boolean {
  return beginnings.some((beginning) => text.startsWith(beginning) || beginning.startsWith(text));
}

interface Line {
  readonly text: string;
  /** Where it begins, in bytes. */
  readonly start: number;
  readonly isWhole: boolean;
}

function* linesOf(bytes: Buffer): Iterable<Line> {
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    const text = bytes.toString('utf8', start, end === -1 ? bytes.length : end);
    yield { text, start, isWhole: end !== -1 };
    start = end === -1 ? bytes.length : end + 1;
  }
}
