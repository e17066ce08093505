import type { ReviewRow } from '@cip/policy';
import { layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { painter } from '../style.js';
import { reviewTable } from './review-columns.js';
import { refusedFirst, reviewTitle, type TitleOptions } from './review-title.js';

export interface ReviewOptions extends TitleOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
  /** Of the terminal, in characters; default 120. */
  readonly width?: number;
}

const mostRows = 50;

/** What a change promotes, as a table for its reviewers: what is refused first; of many rows the first ones, and how many more. */
export function renderReview(rows: readonly ReviewRow[], options: ReviewOptions = {}): string {
  const { color = false, width = 120 } = options;
  const title = reviewTitle(rows, options);
  if (rows.length === 0) return `${title}.\n`;
  const shown = refusedFirst(rows).slice(0, mostRows);
  const { columns, rows: cells } = reviewTable(shown, Math.max(20, Math.floor(width / 3)));
  const table = layOut([columns.map(({ head }) => head), ...cells], columns, painter(color));
  const lines = [`${title}:`, ...indented(2, [...table, ...more(0, rows.length - shown.length)])];
  return `${lines.join('\n')}\n`;
}
