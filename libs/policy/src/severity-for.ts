import { matchesAny } from './glob.js';
import type { Policy } from './policy.js';
import type { Rule } from './rule.js';
import type { Severity } from './rule-name.js';

/** What a rule counts for at a path of the tree: the last override that names both, else the setting, else the default. */
export function severityFor({ name, severity }: Rule, path: string, policy: Policy): Severity | 'off' {
  const override = policy.overrides.findLast(
    ({ paths, rules }) => rules[name] !== undefined && matchesAny(paths, path),
  );
  return override?.rules[name] ?? policy.rules[name] ?? severity;
}
