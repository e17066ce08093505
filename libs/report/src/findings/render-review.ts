import type { ReviewRow } from '@cip/policy';
import { layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { painter } from '../style.js';
import { count } from '../words.js';
import { reviewTable } from './review-columns.js';

export interface ReviewOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
}

const mostRows = 50;

/** What a change promotes, as a table for its reviewers; of many rows the first ones, and how many more. */
export function renderReview(rows: readonly ReviewRow[], options: ReviewOptions = {}): string {
  if (rows.length === 0) return 'The change promotes nothing.\n';
  const { color = false, width = 120 } = options;
  const shown = rows.slice(0, mostRows);
  const { columns, rows: cells } = reviewTable(shown, Math.max(20, Math.floor(width / 3)));
  const table = layOut([columns.map(({ head }) => head), ...cells], columns, painter(color));
  const lines = [
    `The change promotes ${count(rows.length, 'tag or digest', 'tags and digests')}:`,
    ...indented(2, [...table, ...more(0, rows.length - shown.length)]),
  ];
  return `${lines.join('\n')}\n`;
}
