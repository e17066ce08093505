import type { RuleName } from '@cip/policy';
import { groupBy } from '@cip/manifest';
import { junitCase, junitDocument, junitElement } from '../junit.js';
import { count } from '../words.js';
import { agreementOf, changedConfigurationText } from './excepted-lines.js';
import { locationOf, relatedTexts } from './item-text.js';
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
  { items, excepted = [], changedConfigurations = [] }: LintReport,
  { rules, skipped = new Map() }: LintJunitOptions,
): string {
  const byRule = groupBy(items, ({ rule }) => rule);
  const agreed = groupBy(excepted, ({ rule }) => rule);
  const names = [...new Set([...rules.map(({ name }) => name), ...byRule.keys(), ...agreed.keys()])];
  const failures = [...byRule.values()].filter((alike) => alike.some(isError)).length;
  const idle = names.filter((name) => skipped.has(name) && !byRule.has(name) && !agreed.has(name));
  const cases = names.map((name) => {
    const outcome = idle.includes(name)
      ? [junitElement('skipped', { message: skipped.get(name) ?? '' })]
      : outcomeOf(name, byRule.get(name) ?? [], agreed.get(name) ?? []);
    return junitCase('cip-lint', name, outcome);
  });
  if (changedConfigurations.length > 0) {
    const output = junitElement('system-out', {}, changedConfigurations.map(changedConfigurationText));
    cases.push(junitCase('cip-lint', 'configuration', [output]));
  }
  return junitDocument('cip-lint', [{ name: 'cip-lint', cases, failures, errors: 0, skipped: idle.length }]);
}

function isError({ severity }: LintItem): boolean {
  return severity === 'error';
}

function outcomeOf(rule: RuleName, items: readonly LintItem[], excepted: readonly ExceptedItem[]): string[] {
  const errors = items.filter(isError);
  const warnings = items.filter(({ severity }) => severity === 'warning');
  const output = [...listOf(warnings), ...listOf(excepted, exceptedLines)];
  const [first] = errors;
  return [
    ...(first ? [failure(rule, first, errors)] : []),
    ...(output.length === 0 ? [] : [junitElement('system-out', {}, apart(output))]),
  ];
}

function failure(rule: RuleName, first: LintItem, errors: readonly LintItem[]): string {
  const message =
    errors.length === 1 ? first.message : `${count(errors.length, 'error')}, first: ${first.message}`;
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
