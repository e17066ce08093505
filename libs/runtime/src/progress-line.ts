import { formatDuration } from './format-duration.js';
import { printable } from '@cip/oci';

/** How far the work is. */
export interface ProgressState {
  readonly label: string;
  readonly done: number;
  /** Unknown while it is still being counted. */
  readonly total?: number;
  /** Anything more, such as the number of failures. */
  readonly note?: string;
}

/** The state as a line of a log, with the time left in milliseconds where it can be told. */
export function plainLine(state: ProgressState, left: number | undefined): string {
  const { label, note } = state;
  const parts = [`${label}: ${amounts(state)}`, ...(note === undefined ? [] : [note]), ...leftText(left)];
  return printable(parts.join(', '));
}

/** The state as a bar, never longer than `width` characters. */
export function barLine(state: ProgressState, left: number | undefined, width: number): string {
  const { label, done, total, note } = state;
  const rest = [amounts(state), ...(note === undefined ? [] : [note]), ...leftText(left)].join('  ');
  const room = Math.min(30, width - label.length - rest.length - 4);
  const share = total === undefined || total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.round(share * Math.max(0, room));
  const bar = total === undefined || room < 5 ? '' : `[${'#'.repeat(filled)}${'.'.repeat(room - filled)}] `;
  return printable(`${label} ${bar}${rest}`).slice(0, Math.max(0, width));
}

function amounts({ done, total }: ProgressState): string {
  if (total === undefined) return String(done);
  const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
  return `${done}/${total} (${percent}%)`;
}

function leftText(left: number | undefined): string[] {
  return left === undefined ? [] : [`about ${formatDuration(left)} left`];
}
