import { groupBy } from '@cip/oci';
import type { RuleName } from '@cip/policy';
import { junitCase, junitDocument, junitElement } from '../junit.js';
import { count } from '../words.js';
import { agreementOf, changedConfigurationText } from './excepted-lines.js';
import { locationOf, relatedTexts } from './item-text.js';
import { hiddenAmount, hiddenTexts } from './hidden.js';
import type { ExceptedItem, LintItem, LintReport } from './lint-report.js';

export interface LintJunitOptions {
  /** All rules. */
  readonly rules: readonly { readonly name: RuleName }[];
  /** Those that did not run, each with the reason; default: all have run. */
  readonly skipped?: ReadonlyMap<RuleName, string>;
}

const mostFindings = 100;

/**
 * The report as JUnit XML, one case per rule, so that Prow shows on one line which rule failed and TestGrid
 * has a row for each. A rule with errors is one failure with all their places; warnings are its
 * `system-out`, and so is what reviewers have agreed to. A rule that did not run has not passed: it is skipped.
 * A configuration that changes has a case of its own.
 */
export function renderLintJunit(
  report: LintReport,
  { rules, skipped = new Map() }: LintJunitOptions,
): string {
  const { items, excepted = [], hidden = [], changedConfigurations = [] } = report;
  const byRule = groupBy(items, ({ rule }) => rule);
  const agreed = groupBy(excepted, ({ rule }) => rule);
  const told = [...byRule.keys(), ...agreed.keys(), ...hidden.map(({ rule }) => rule)];
  const names = [...new Set([...rules.map(({ name }) => name), ...told])];
  const failing = [...items, ...hidden.filter((one) => !one.excepted)].filter(isError);
  const failures = new Set(failing.map(({ rule }) => rule)).size;
  const idle = names.filter((name) => skipped.has(name) && !told.includes(name));
  const cases = names.map((name) => {
    const outcome = idle.includes(name)
      ? [junitElement('skipped', { message: skipped.get(name) ?? '' })]
      : outcomeOf(name, byRule.get(name) ?? [], agreed.get(name) ?? [], report);
    return junitCase('cip-lint', name, outcome);
  });
  if (changedConfigurations.length > 0) {
    const output = junitElement('system-out', {}, changedConfigurations.map(changedConfigurationText));
    cases.push(junitCase('cip-lint', 'configuration', [output]));
  }
  return junitDocument('cip-lint', [
    { name: 'cip-lint', tests: cases.length, cases, failures, errors: 0, skipped: idle.length },
  ]);
}

function isError({ severity }: Pick<LintItem, 'severity'>): boolean {
  return severity === 'error';
}

function outcomeOf(
  rule: RuleName,
  items: readonly LintItem[],
  excepted: readonly ExceptedItem[],
  report: LintReport,
): string[] {
  const errors = items.filter(isError);
  const warnings = items.filter(({ severity }) => severity === 'warning');
  const hidden = hiddenTexts({ hidden: (report.hidden ?? []).filter((one) => one.rule === rule) });
  const output = [...listOf(warnings), ...listOf(excepted, exceptedLines), ...hidden.map((text) => [text])];
  const amount = errors.length + hiddenAmount(report, { rule, severity: 'error' });
  return [
    ...(amount > 0 ? [failure(rule, errors, amount)] : []),
    ...(output.length === 0 ? [] : [junitElement('system-out', {}, apart(output))]),
  ];
}

function failure(rule: RuleName, errors: readonly LintItem[], amount: number): string {
  const [first] = errors;
  const number = count(amount, 'error');
  const many = first ? `${number}, first: ${first.message}` : `${number}, none of them listed`;
  const message = first && amount === 1 ? first.message : many;
  return junitElement('failure', { message, type: rule }, apart(listOf(errors)));
}

/** The lines of each finding. */
function listOf<Item extends LintItem>(
  items: readonly Item[],
  lines: (item: Item) => readonly string[] = linesOf,
): (readonly string[])[] {
  const shown = items.slice(0, mostFindings).map(lines);
  const hidden = items.length - shown.length;
  if (hidden > 0) shown.push([`… and ${count(hidden, 'more finding')} (use --format json for all)`]);
  return shown;
}

/** With an empty line between them. */
function apart(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]));
}

function exceptedLines(item: ExceptedItem): string[] {
  return [`excepted: ${locationOf(item)}: ${item.message}`, agreementOf(item)];
}

function linesOf(item: LintItem): string[] {
  const { message, remedy } = item;
  return [
    `${locationOf(item)}: ${message}`,
    ...relatedTexts(item),
    ...(remedy === undefined ? [] : [remedy]),
  ];
}
