import { printable } from '@cip/oci';
import { indented, more } from '../lines.js';
import { emphasisOf, type FindingLayout } from './finding-lines.js';
import { locationOf, messageOf } from './item-text.js';
import type { ExceptedItem } from './lint-report.js';

const mostShown = 20;
const longestReason = 300;

/** Who agreed to what, for reviewers: they may be looking at the very change that added the exception. */
export function exceptedLines(items: readonly ExceptedItem[], layout: FindingLayout): string[] {
  if (items.length === 0) return [];
  const { paint } = layout;
  const shown = items.slice(0, mostShown).flatMap((item) => {
    const { rule, severity } = item;
    const head = [paint(locationOf(item), 'bold'), paint(severity, emphasisOf[severity]), rule];
    return [head.join('  '), ...indented(2, [messageOf(item), agreementOf(item)])];
  });
  const rest = more(0, Math.max(0, items.length - mostShown), 'excepted');
  return [paint(`excepted (agreed to in ${filesOf(items)})`, 'yellow'), ...indented(2, [...shown, ...rest])];
}

/** Until when something is agreed to, where that is written, and why; on one line. */
export function agreementOf({ reason, expires, exception }: ExceptedItem): string {
  const where = exception ? ` in ${exception.file}:${exception.line}:${exception.column}` : '';
  return printable(`agreed until ${expires}${where}: ${reason.slice(0, longestReason)}`);
}

/** The configurations, or what they are called. */
export function filesOf(items: readonly ExceptedItem[]): string {
  const files = new Set(items.flatMap(({ exception }) => (exception ? [exception.file] : [])));
  return files.size === 0 ? 'the configuration' : printable([...files].join(', '));
}

/** That what is agreed on changes with what it is agreed about. */
export function changedConfigurationText(file: string): string {
  return printable(`the configuration ${file} changes, too`);
}
