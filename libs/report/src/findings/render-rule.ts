import type { Rule } from '@cip/policy';
import { layOut } from '../columns.js';
import { indented } from '../lines.js';
import { painter } from '../style.js';
import { sentence } from '../words.js';
import type { RuleFacts } from './sarif-rule.js';

export interface RuleTextOptions {
  /** Whether to set off with ANSI codes; default false. */
  readonly color?: boolean;
}

/** What the program must be given for rules of a kind to say anything. */
const needs: Readonly<Partial<Record<Rule['kind'], readonly string[]>>> = {
  change: ['with --base'],
  online: ['with --online'],
};

/** What one rule reports, why, and an example of both kinds: for `cip-lint --explain RULE`. */
export function renderRule(
  rule: RuleFacts & Pick<Rule, 'kind'>,
  { color = false }: RuleTextOptions = {},
): string {
  const paint = painter(color);
  const { name, severity, kind, docs } = rule;
  const off = severity === 'off' ? 'off until configured' : severity;
  const lines = [
    `${paint(name, 'bold')} (${[off, ...(needs[kind] ?? [])].join('; ')})`,
    '',
    sentence(`reports ${docs.reports}`),
    docs.why,
    '',
    paint('Bad:', 'red'),
    ...indented(4, docs.bad.split('\n')),
    '',
    paint('Good:', 'green'),
    ...indented(4, docs.good.split('\n')),
  ];
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** A line for each rule: its name, its severity without configuration, what it reports. For `cip-lint --list-rules`. */
export function renderRules(rules: readonly RuleFacts[], { color = false }: RuleTextOptions = {}): string {
  const rows = rules.map(({ name, severity, docs }) => [name, severity, docs.reports]);
  return `${layOut(rows, [{ emphasis: 'bold' }, {}, {}], painter(color)).join('\n')}\n`;
}
