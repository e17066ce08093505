import { escapeHtml } from './html.js';

export interface Point {
  readonly label: string;
  readonly value: number;
}

const width = 440;
const height = 180;
const left = 60;
const top = 20;
const room = { x: 320, y: 120 };

/**
 * A curve over sizes that grow by the same factor, as SVG, both axes logarithmic: work that costs in proportion is
 * parallel to the dashed line through the largest size.
 */
export function lineChart(title: string, points: readonly Point[], factor: number): string {
  const values = points.map(({ value }) => Math.max(value, 0.001));
  const last = values.at(-1) ?? 1;
  const ideal = values.map((_, i) => last / factor ** (values.length - 1 - i));
  const [low, high] = [Math.min(...values, ...ideal), Math.max(...values)].map(Math.log);
  const x = (i: number): number => left + (i / Math.max(1, points.length - 1)) * room.x;
  const y = (value: number): number =>
    top + room.y - ((Math.log(value) - (low ?? 0)) / ((high ?? 0) - (low ?? 0) || 1)) * room.y;
  const path = (of: readonly number[]): string => of.map((value, i) => `${x(i)},${y(value)}`).join(' ');
  const labels = points.map(
    ({ label, value }, i) =>
      `<text class="middle" x="${x(i)}" y="${height - 12}">${escapeHtml(label)}</text>
<circle class="ours" cx="${x(i)}" cy="${y(values[i] ?? 1)}" r="4"/>
<text class="value middle" x="${x(i)}" y="${y(values[i] ?? 1) - 12}">${value.toFixed(2)}</text>`,
  );
  return `<figure><figcaption>${escapeHtml(title)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">
<polyline class="ideal" points="${path(ideal)}"/><polyline class="curve" points="${path(values)}"/>
${labels.join('\n')}
</svg></figure>`;
}
