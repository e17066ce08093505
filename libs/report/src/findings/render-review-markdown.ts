import type { ReviewRow } from '@cip/policy';
import { more } from '../lines.js';
import { code } from './markdown-code.js';
import { reviewTable } from './review-columns.js';
import { refusedFirst, reviewTitle, type TitleOptions } from './review-title.js';

const mostRows = 200;
const longestName = 100;

/** What a change promotes, as a Markdown table: what is refused first; of many rows the first ones. */
export function renderReviewMarkdown(rows: readonly ReviewRow[], options: TitleOptions = {}): string {
  const title = reviewTitle(rows, options);
  if (rows.length === 0) return `${title}.\n`;
  const shown = refusedFirst(rows).slice(0, mostRows);
  const { columns, rows: cells } = reviewTable(shown, longestName);
  const lines = [
    `### ${title}`,
    '',
    line(columns.map(({ head }) => head)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...cells.map((row) => line(row.map(code))),
    ...more(0, rows.length - shown.length).flatMap((text) => ['', text]),
  ];
  return `${lines.join('\n')}\n`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
