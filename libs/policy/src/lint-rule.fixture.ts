import type { ManifestTree } from '@cip/manifest';
import type { Finding } from './finding.js';
import { lint } from './lint.js';
import { asShown } from './path-in-tree.js';
import { defaultPolicy, type Policy } from './policy.js';
import type { TreeRule } from './rule.js';

/** A finding as tables of specs write it: places are `file line:column`. */
export interface FoundText {
  readonly at: string;
  readonly severity: string;
  readonly message: string;
  readonly related: readonly string[];
  readonly touches: readonly object[];
}

/** What one rule finds in a tree; a rule that is off without configuration counts as an error. */
export function found(
  rule: TreeRule,
  tree: ManifestTree,
  policy: Partial<Policy> = {},
  pathInTree = asShown,
): FoundText[] {
  const rules = rule.severity === 'off' ? { [rule.name]: 'error' as const } : {};
  return lint(tree, { policy: { ...defaultPolicy, rules, ...policy }, pathInTree, rules: [rule] }).map(
    textOf,
  );
}

function textOf({ where, severity, message, related, touches }: Finding): FoundText {
  return {
    at: placeText(where),
    severity,
    message,
    related: related.map((one) => placeText(one.where)),
    touches,
  };
}

function placeText({ file, line, column }: Finding['where']): string {
  return `${file} ${line}:${column}`;
}
