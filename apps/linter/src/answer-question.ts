import type { Screen } from '@cip/cli';
import { nearest, ruleNames, rules } from '@cip/policy';
import { renderRule, renderRules } from '@cip/report';
import { ExitCode, UsageError } from '@cip/runtime';

/** Prints the documentation of one rule, or a list of all. Throws `UsageError` for a rule that does not exist. */
export function answerQuestion({ rule }: { readonly rule?: string }, screen: Screen): number {
  const { color } = screen;
  screen.print(rule === undefined ? renderRules(rules, { color }) : renderRule(ruleNamed(rule), { color }));
  return ExitCode.ok;
}

function ruleNamed(name: string): (typeof rules)[number] {
  const found = rules.find((rule) => rule.name === name);
  if (found) return found;
  const meant = nearest(name, ruleNames);
  const question = meant === undefined ? '' : `Did you mean ${meant}? `;
  const remedy = `${question}See the names of all rules with "cip-lint --list-rules".`;
  throw new UsageError(`--explain ${JSON.stringify(name)}: there is no such rule`, remedy);
}
