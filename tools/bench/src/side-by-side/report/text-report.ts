import { type Bound, isKept } from '../bound.js';
import type { Figures } from '../figures.js';
import type { ContenderReport, ScenarioReport } from '../run-scenario.js';
import { type Column, columns, number, times } from './columns.js';

/** Lines for a terminal; each ratio is to the first of our own programs. */
export function textReport(report: ScenarioReport): string[] {
  const { name, about, contenders, bounds, leftOut } = report;
  return [
    `${name}: ${about}`,
    ...table(contenders).map((line) => `  ${line}`),
    ...bounds.map((bound) => `  ${boundLine(bound)}`),
    ...contenders.flatMap((one) => one.failures.map((failure) => `  FAILED ${one.name}: ${failure}`)),
    ...leftOut.map((program) => `  left out: ${program} is not on the PATH`),
  ];
}

/** Such as `kept: wall of cip / wall of kpromo-core is 0.05, at most 0.10`. */
export function boundLine(bound: Bound): string {
  const { what, figure, most } = bound;
  const [shown, limit] = [figure, most].map((value) => number(value, Number.isInteger(value) ? 0 : 2));
  return `${isKept(bound) ? 'kept' : 'NOT KEPT'}: ${what} is ${shown}, at most ${limit}`;
}

/** A value and its ratio for each figure that was counted. */
function table(contenders: readonly ContenderReport[]): string[] {
  const reference = contenders.find(({ isOurs }) => isOurs)?.figures;
  const measured = contenders.flatMap(({ name, figures }) => (figures ? [{ name, figures }] : []));
  const counted = columns.filter(({ value }) => measured.some(({ figures }) => value(figures) !== undefined));
  return aligned([
    ['', ...counted.flatMap(({ title }) => [title, ''])],
    ...measured.map(({ name, figures }) => [
      name,
      ...counted.flatMap((column) => cellsOf(column, figures, reference)),
    ]),
  ]);
}

function cellsOf({ value, note, digits }: Column, figures: Figures, reference?: Figures): [string, string] {
  const shown = value(figures);
  if (shown === undefined) return ['', ''];
  const range = note ? ` (${note(figures)})` : '';
  return [`${number(shown, digits)}${range}`, times(shown, reference && value(reference))];
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => {
    const [first = '', ...others] = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return [first, ...others].join('  ').trimEnd();
  });
}
