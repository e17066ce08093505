import { printable } from '@cip/oci';
import { fit } from '../columns.js';

/**
 * A line of a file with its number, and below it a caret under the column (from 1, in UTF-16 code units). A line
 * wider than `width` is cut around the column; tabs take two spaces.
 */
export function sourceExcerpt(line: number, text: string, column: number, width: number): [string, string] {
  const number = String(line);
  const room = Math.max(20, width - number.length - 3);
  const at = Math.min(column - 1, text.length);
  const before = shown(text.slice(Math.max(0, at - room - 1), at));
  const after = shown(text.slice(at, at + room + 1));
  const left = fit(before, Math.max(Math.floor(room / 2), room - after.length), 'end');
  const right = fit(after, room - left.length);
  return [
    `${number} | ${left}${right}`.trimEnd(),
    `${' '.repeat(number.length)} | ${' '.repeat(left.length)}^`,
  ];
}

function shown(text: string): string {
  return printable(text.replaceAll('\t', '  '));
}
