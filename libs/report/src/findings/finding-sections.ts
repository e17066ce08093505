import { groupBy } from '@cip/oci';
import type { RuleName } from '@cip/policy';
import { layOut } from '../columns.js';
import { indented, more } from '../lines.js';
import { count, grouped } from '../words.js';
import { emphasisOf, type FindingLayout, findingLines } from './finding-lines.js';
import { locationOf, messageOf } from './item-text.js';
import { hiddenAmount } from './hidden.js';
import type { LintItem, LintReport } from './lint-report.js';

const mostInFull = 10;
const mostListed = 100;
const briefColumns = [{ emphasis: 'bold' }, {}, {}, {}] as const;

/** Findings of one severity: those shown in full, a block each, and a block of those shown in brief. */
export function severityLines(items: readonly LintItem[], layout: FindingLayout): string[][] {
  const { full, brief, hidden } = portioned(items);
  return [...full.map((item) => findingLines(item, layout)), [...briefLines(brief, layout), ...hidden]];
}

/** How many infos there are of each rule, and in how many files. */
export function infoLines(
  items: readonly LintItem[],
  report: LintReport,
  { paint }: FindingLayout,
): string[] {
  if (items.length === 0) return [];
  const rows = [...groupBy(items, ({ rule }) => rule)].map(([rule, alike]) => {
    const files = new Set(alike.map(({ file }) => file)).size;
    const hidden = hiddenAmount(report, { rule, severity: 'info' });
    const others = hidden === 0 ? '' : ` and ${grouped(hidden)} more`;
    return [rule, `${count(alike.length, 'finding')} in ${count(files, 'file')}${others}`];
  });
  const head = `${paint('info', emphasisOf.info)} (use --infos for each)`;
  return [head, ...indented(2, layOut(rows, [{}, {}], paint))];
}

/** No rule takes so much room that those of the others are lost. */
function portioned(items: readonly LintItem[]) {
  const seen = new Map<RuleName, number>();
  const full: LintItem[] = [];
  const brief: LintItem[] = [];
  for (const item of items) {
    const nth = (seen.get(item.rule) ?? 0) + 1;
    seen.set(item.rule, nth);
    if (nth <= mostInFull) full.push(item);
    else if (nth <= mostListed) brief.push(item);
  }
  const hidden = [...seen].flatMap(([rule, amount]) => more(0, Math.max(0, amount - mostListed), rule));
  return { full, brief, hidden };
}

function briefLines(items: readonly LintItem[], { paint }: FindingLayout): string[] {
  const rows = items.map((item) => [
    locationOf(item),
    paint(item.severity, emphasisOf[item.severity]),
    item.rule,
    messageOf(item),
  ]);
  return layOut(rows, briefColumns, paint);
}
