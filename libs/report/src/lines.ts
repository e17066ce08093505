import { grouped } from './words.js';

export function indented(indent: number, lines: readonly string[]): string[] {
  return lines.map((line) => ' '.repeat(indent) + line);
}

/** The line that ends a list which was cut; none where nothing is hidden. */
export function more(indent: number, hidden: number, noun = ''): string[] {
  if (hidden === 0) return [];
  const what = noun === '' ? '' : ` ${noun}`;
  return indented(indent, [`… and ${grouped(hidden)} more${what} (use --format json for all)`]);
}
