import type { ManifestFile, Place, Position } from './promotion-manifest.js';

const lineStarts = new WeakMap<ManifestFile, readonly number[]>();

/**
 * Line and column of a place. The index of a file's lines is built when its first position is asked for. A line ends
 * at LF, CR LF or CR (YAML 1.2.2, "Line Break Characters"); a column counts UTF-16 units.
 */
export function positionOf(place: Place): Position {
  const starts = startsOf(place.file);
  const line = lastAtMost(starts, place.offset);
  return { file: place.file.path, line: line + 1, column: place.offset - (starts[line] ?? 0) + 1 };
}

/** The text of a line, which counts from 1, without its end; undefined where there is no such line. */
export function lineOf(file: ManifestFile, line: number): string | undefined {
  const starts = startsOf(file);
  const start = starts[line - 1];
  return start === undefined ? undefined : file.text.slice(start, starts[line]).replace(/\r\n?$|\n$/, '');
}

function startsOf(file: ManifestFile): readonly number[] {
  const known = lineStarts.get(file);
  if (known) return known;
  const starts = [0];
  for (const { index, 0: lineBreak } of file.text.matchAll(/\r\n?|\n/g))
    starts.push(index + lineBreak.length);
  lineStarts.set(file, starts);
  return starts;
}

/** The index of the last number that is not larger than the limit; the numbers ascend from 0. */
function lastAtMost(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
