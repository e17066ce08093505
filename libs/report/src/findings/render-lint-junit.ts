import type { RuleName } from '@cip/policy';
import { groupBy } from '../group-by.js';
import { junitCase, junitDocument } from '../junit.js';
import { count } from '../words.js';
import { xmlAttributes, xmlText } from '../xml.js';
import { locationOf, relatedTexts } from './item-text.js';
import type { LintItem, LintReport } from './lint-report.js';

export interface LintJunitOptions {
  /** The rules that ran. */
  readonly rules: readonly { readonly name: RuleName }[];
}

const mostFindings = 100;

/**
 * The report as JUnit XML, one case per rule that ran, so that Prow shows on one line which rule failed and TestGrid
 * has a row for each. A rule with errors is one failure with all their places; warnings are its `system-out`.
 */
export function renderLintJunit({ items }: LintReport, { rules }: LintJunitOptions): string {
  const byRule = groupBy(items, ({ rule }) => rule);
  const names = [...new Set([...rules.map(({ name }) => name), ...byRule.keys()])];
  const failures = [...byRule.values()].filter((alike) => alike.some(isError)).length;
  const cases = names.map((name) => junitCase('cip-lint', name, outcomeOf(name, byRule.get(name) ?? [])));
  return junitDocument('cip-lint', [{ name: 'cip-lint', cases, failures, errors: 0, skipped: 0 }]);
}

function isError({ severity }: LintItem): boolean {
  return severity === 'error';
}

function outcomeOf(rule: RuleName, items: readonly LintItem[]): string[] {
  const errors = items.filter(isError);
  const warnings = items.filter(({ severity }) => severity === 'warning');
  const [first] = errors;
  return [
    ...(first ? [failure(rule, first, errors)] : []),
    ...(warnings.length > 0 ? [`<system-out>${xmlText(listOf(warnings))}</system-out>`] : []),
  ];
}

function failure(rule: RuleName, first: LintItem, errors: readonly LintItem[]): string {
  const message =
    errors.length === 1 ? first.message : `${count(errors.length, 'error')}, first: ${first.message}`;
  return `<failure${xmlAttributes({ message, type: rule })}>${xmlText(listOf(errors))}</failure>`;
}

function listOf(items: readonly LintItem[]): string {
  const shown = items.slice(0, mostFindings).map(textOf);
  const hidden = items.length - shown.length;
  if (hidden > 0) shown.push(`… and ${count(hidden, 'more finding')} (use --format json for all)`);
  return shown.join('\n\n');
}

function textOf(item: LintItem): string {
  const { message, remedy } = item;
  const rest = [...relatedTexts(item), ...(remedy === undefined ? [] : [remedy])];
  return [`${locationOf(item)}: ${message}`, ...rest].join('\n');
}
