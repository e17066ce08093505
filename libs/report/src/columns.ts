import type { Emphasis, Paint } from './style.js';

/** One column of a table: how its cells are set off and to which side they lean. */
export interface Column {
  readonly align?: 'left' | 'right';
  readonly emphasis?: Emphasis;
}

/** Lays rows out in columns, two spaces apart. A column in which every cell is empty takes no room. */
export function layOut(
  rows: readonly (readonly string[])[],
  columns: readonly Column[],
  paint: Paint,
): string[] {
  const widths = columns.map((_, i) => rows.reduce((most, row) => Math.max(most, row[i]?.length ?? 0), 0));
  const used = columns.map((column, i) => ({ column, i, width: widths[i] ?? 0 })).filter((c) => c.width > 0);
  return rows.map((row) => {
    const last = used.findLastIndex(({ i }) => row[i] !== '');
    return used
      .slice(0, last + 1)
      .map(({ column, i, width }, at) => cell(row[i] ?? '', column, at === last ? 0 : width, width, paint))
      .join('  ');
  });
}

/** Padding stands outside of the ANSI codes, and the last cell of a row has none on its right. */
function cell(text: string, column: Column, left: number, right: number, paint: Paint): string {
  const painted = column.emphasis ? paint(text, column.emphasis) : text;
  const rest = (column.align === 'right' ? right : left) - text.length;
  const padding = ' '.repeat(Math.max(0, rest));
  return column.align === 'right' ? padding + painted : painted + padding;
}

/** Cuts a text to a width and marks where: at its end, or at its start where the end tells more. */
export function fit(text: string, width: number, keep: 'start' | 'end' = 'start'): string {
  if (text.length <= width) return text;
  return keep === 'start' ? `${text.slice(0, width - 1)}…` : `…${text.slice(1 - width)}`;
}
