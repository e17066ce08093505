/** A part of a text to be replaced; `from` and `to` are UTF-16 offsets, the second one behind the end. */
export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The text after all edits. They must not overlap; of those at the same place, the first given comes first. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { from, to, text: replacement } of edits.toSorted((a, b) => a.from - b.from)) {
    parts.push(text.slice(at, from), replacement);
    at = to;
  }
  return [...parts, text.slice(at)].join('');
}

/** Where the line that an offset lies in ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** Where the line that an offset lies in begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** What stands in the line before an offset. */
export function beforeInLine(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset);
}
