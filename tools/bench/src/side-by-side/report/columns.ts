import type { Figures } from '../figures.js';
import { allRequests } from '../traffic.js';

/** One figure that contenders are compared by. */
export interface Column {
  readonly title: string;
  /** Undefined: it was not counted. */
  readonly value: (figures: Figures) => number | undefined;
  /** Beside the value, such as its range. */
  readonly note?: (figures: Figures) => string;
  readonly digits: number;
}

const mebibyte = 2 ** 20;

export const columns: readonly Column[] = [
  {
    title: 'wall, s',
    value: ({ wall }) => wall.median,
    note: ({ wall }) => `${number(wall.min, 2)} to ${number(wall.max, 2)}`,
    digits: 2,
  },
  { title: 'CPU, s', value: ({ cpu }) => cpu, digits: 2 },
  { title: 'peak memory, MiB', value: ({ peakMemory }) => peakMemory / mebibyte, digits: 0 },
  { title: 'requests', value: ({ traffic }) => traffic && allRequests(traffic), digits: 0 },
  { title: 'from source, MiB', value: ({ traffic }) => traffic && traffic.sourceBytes / mebibyte, digits: 1 },
  { title: '429s', value: ({ traffic }) => traffic?.tooManyRequests, digits: 0 },
];

/** With separators of thousands, as in `12,800`. */
export function number(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** How many times `value` is `of`, as in `×1.50`; nothing where that says nothing. */
export function times(value: number | undefined, of: number | undefined): string {
  if (value === undefined || of === undefined || of === 0) return '';
  return `×${number(value / of, 2)}`;
}
