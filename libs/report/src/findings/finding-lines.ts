import { printable } from '@cip/oci';
import { indented } from '../lines.js';
import type { Emphasis, Paint } from '../style.js';
import { locationOf, messageOf, relatedTexts } from './item-text.js';
import type { LintItem } from './lint-report.js';
import { sourceExcerpt } from './source-excerpt.js';

/** The text of a line (from 1) without its end; undefined where nobody knows it. */
export type LineAt = (file: string, line: number, revision?: string) => string | undefined;

export interface FindingLayout {
  /** In characters. */
  readonly width: number;
  readonly paint: Paint;
  readonly lineAt: LineAt;
}

export const emphasisOf = { error: 'red', warning: 'yellow', info: 'dim' } as const satisfies Record<
  LintItem['severity'],
  Emphasis
>;

// A log has no edge, but a line of a thousand characters tells nothing more.
const widestExcerpt = 160;

/** Everything that is known about a finding: where, what, the line it stands in, other places, the remedy. */
export function findingLines(item: LintItem, layout: FindingLayout): string[] {
  const { rule, severity, remedy } = item;
  const { paint } = layout;
  const head = [paint(locationOf(item), 'bold'), paint(severity, emphasisOf[severity]), rule];
  return [
    head.join('  '),
    ...indented(2, [
      messageOf(item),
      ...excerptOf(item, layout),
      ...relatedTexts(item),
      ...(remedy === undefined ? [] : [`fix: ${printable(remedy)}`]),
    ]),
  ];
}

function excerptOf(item: LintItem, { width, paint, lineAt }: FindingLayout): string[] {
  const { file, line, column, revision, severity } = item;
  const text = lineAt(file, line, revision);
  if (text === undefined || text.trim() === '') return [];
  const [source, caret] = sourceExcerpt(line, text, column, Math.min(width, widestExcerpt) - 4);
  return indented(2, [source, paint(caret, emphasisOf[severity])]);
}
