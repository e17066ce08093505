import type { RuleName } from '@cip/policy';
import { groupBy } from '@cip/manifest';
import { junitCase, junitDocument } from '../junit.js';
import { count } from '../words.js';
import { xmlAttributes, xmlText } from '../xml.js';
import { agreementOf } from './excepted-lines.js';
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
 */
export function renderLintJunit(
  { items, excepted = [] }: LintReport,
  { rules, skipped = new Map() }: LintJunitOptions,
): string {
  const byRule = groupBy(items, ({ rule }) => rule);
  const agreed = groupBy(excepted, ({ rule }) => rule);
  const names = [...new Set([...rules.map(({ name }) => name), ...byRule.keys(), ...agreed.keys()])];
  const failures = [...byRule.values()].filter((alike) => alike.some(isError)).length;
  const idle = names.filter((name) => skipped.has(name) && !byRule.has(name) && !agreed.has(name));
  const cases = names.map((name) => {
    const outcome = idle.includes(name)
      ? [`<skipped${xmlAttributes({ message: skipped.get(name) ?? '' })}/>`]
      : outcomeOf(name, byRule.get(name) ?? [], agreed.get(name) ?? []);
    return junitCase('cip-lint', name, outcome);
  });
  return junitDocument('cip-lint', [{ name: 'cip-lint', cases, failures, errors: 0, skipped: idle.length }]);
}

function isError({ severity }: LintItem): boolean {
  return severity === 'error';
}

function outcomeOf(rule: RuleName, items: readonly LintItem[], excepted: readonly ExceptedItem[]): string[] {
  const errors = items.filter(isError);
  const warnings = items.filter(({ severity }) => severity === 'warning');
  const output = [...listOf(warnings), ...listOf(excepted, exceptedText)].join('\n\n');
  const [first] = errors;
  return [
    ...(first ? [failure(rule, first, errors)] : []),
    ...(output === '' ? [] : [`<system-out>${xmlText(output)}</system-out>`]),
  ];
}

function failure(rule: RuleName, first: LintItem, errors: readonly LintItem[]): string {
  const message =
    errors.length === 1 ? first.message : `${count(errors.length, 'error')}, first: ${first.message}`;
  return `<failure${xmlAttributes({ message, type: rule })}>${xmlText(listOf(errors).join('\n\n'))}</failure>`;
}

function listOf<Item extends LintItem>(
  items: readonly Item[],
  text: (item: Item) => string = textOf,
): string[] {
  const shown = items.slice(0, mostFindings).map(text);
  const hidden = items.length - shown.length;
  if (hidden > 0) shown.push(`… and ${count(hidden, 'more finding')} (use --format json for all)`);
  return shown;
}

function exceptedText(item: ExceptedItem): string {
  return `excepted: ${locationOf(item)}: ${item.message}\n${agreementOf(item)}`;
}

function textOf(item: LintItem): string {
  const { message, remedy } = item;
  const rest = [...relatedTexts(item), ...(remedy === undefined ? [] : [remedy])];
  return [`${locationOf(item)}: ${message}`, ...rest].join('\n');
}
