import type { ReviewRow } from '@cip/policy';
import { count } from '../words.js';
import { more } from '../lines.js';
import { reviewTable } from './review-columns.js';

const mostRows = 200;
const longestName = 100;

/** What a change promotes, as a Markdown table for the summary of a GitHub step; of many rows the first ones. */
export function renderReviewMarkdown(rows: readonly ReviewRow[]): string {
  if (rows.length === 0) return 'The change promotes nothing.\n';
  const shown = rows.slice(0, mostRows);
  const { columns, rows: cells } = reviewTable(shown, longestName);
  const lines = [
    `### The change promotes ${count(rows.length, 'tag or digest', 'tags and digests')}`,
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

/** Code, in which nothing is a link or a mention; characters that could end it or the cell become references. */
function code(text: string): string {
  if (text === '') return '';
  if (/^[\w./:@+,(), …-]+$/.test(text)) return `\`${text}\``;
  return `<code>${text.replaceAll(/[^\w./:+,() -]/gu, (char) => `&#${char.codePointAt(0) ?? 0};`)}</code>`;
}
