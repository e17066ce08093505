import { escapeHtml } from './html.js';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What is written beside the bar. */
  readonly text: string;
  /** Drawn as a line across the end of the bar. */
  readonly range?: { readonly min: number; readonly max: number };
  readonly isOurs: boolean;
}

const row = 24;
const left = 130;
const room = 190;
const width = 440;

/** A horizontal bar for each value, as SVG. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const largest = Math.max(...bars.map(({ value, range }) => range?.max ?? value));
  const x = (value: number): number => left + (largest > 0 ? (value / largest) * room : 0);
  const drawn = bars.map((bar, index) => barAt(bar, index * row, x));
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>
<svg viewBox="0 0 ${width} ${bars.length * row}" role="img" aria-label="${escapeHtml(title)}">
${drawn.join('\n')}
</svg></figure>`;
}

function barAt({ label, value, text, range, isOurs }: Bar, y: number, x: (value: number) => number): string {
  const middle = y + row / 2;
  const end = Math.max(x(value), x(range?.max ?? 0));
  const whisker = range
    ? `<line class="range" x1="${x(range.min)}" x2="${x(range.max)}" y1="${middle}" y2="${middle}"/>`
    : '';
  return `<text class="label" x="${left - 8}" y="${middle}">${escapeHtml(label)}</text>
<rect class="${isOurs ? 'ours' : 'other'}" x="${left}" y="${y + 4}" width="${x(value) - left}" height="${row - 8}"/>
${whisker}<text class="value" x="${end + 6}" y="${middle}">${escapeHtml(text)}</text>`;
}
