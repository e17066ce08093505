import { count } from '../words.js';
import { html, type Html, nothing } from './html.js';

const mostRows = 2_000;

/** The first rows, and how many there are besides: browsers are slow with very many. */
export function cut<T>(rows: readonly T[], shownAs: (rows: readonly T[]) => Html): Html {
  const hidden = Math.max(0, rows.length - mostRows);
  const rest = html`<p class="soft">… and ${count(hidden, 'row')} more (use --format json for all)</p>`;
  return html`${shownAs(rows.slice(0, mostRows))}${hidden === 0 ? nothing : rest}`;
}
