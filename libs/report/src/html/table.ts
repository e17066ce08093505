import type { Column } from '../columns.js';
import { html, type Html, nothing } from './html.js';

/** A column of a table on a page; without a head, nothing stands above it. */
export interface HtmlColumn extends Pick<Column, 'emphasis'> {
  readonly head?: string;
}

/** A table of texts. A column in which every cell is empty takes no room. */
export function table(columns: readonly HtmlColumn[], rows: readonly (readonly string[])[]): Html {
  const used = columns
    .map((column, i) => ({ ...column, i }))
    .filter(({ i }) => rows.some((row) => row[i] !== ''));
  const heads = used.some(({ head }) => head !== undefined)
    ? html`<tr>
        ${used.map(({ head = '' }) => html`<th>${head}</th>`)}
      </tr>`
    : nothing;
  const lines = rows.map(
    (row) =>
      html`<tr>
        ${used.map(({ i, emphasis }) => cell(row[i] ?? '', emphasis))}
      </tr> `,
  );
  return html`<div class="table">
    <table>
      ${heads} ${lines}
    </table>
  </div>`;
}

function cell(text: string, emphasis: HtmlColumn['emphasis']): Html {
  if (emphasis === 'bold') return html`<td class="bold">${text}</td>`;
  if (emphasis === 'dim') return html`<td class="code soft">${text}</td>`;
  if (emphasis === undefined || text === '') return html`<td>${text}</td>`;
  return html`<td><span class="badge ${emphasis}">${text}</span></td>`;
}
