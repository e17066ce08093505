import type { ManifestTree, Place, Position } from '@cip/manifest';
import { positionOf } from '@cip/manifest';
import { diffTrees } from '@cip/plan';
import { isExcepted } from './exceptions.js';
import type { Complaint, Finding } from './finding.js';
import { pathInTree } from './path-in-tree.js';
import { defaultPolicy, type Policy } from './policy.js';
import type { RegistryFacts } from './registry-facts.js';
import type { Rule, RuleContext } from './rule.js';
import { rules as allRules } from './rules.js';
import { severityFor } from './severity-for.js';
import { compareFindings } from './sort-findings.js';

/** What to lint a tree against. */
export interface LintOptions {
  /** Default: {@link defaultPolicy}. */
  readonly policy?: Policy;
  /** The tree's folder as it begins the paths of its files; patterns of the policy are relative to it. Default: '', the working directory. */
  readonly root?: string;
  /** The tree as it was; without it no rule of the kind `change` has anything to say. */
  readonly base?: { readonly tree: ManifestTree; readonly revision: string };
  /** Without it no rule of the kind `online` has anything to say. */
  readonly facts?: RegistryFacts;
  /** `YYYY-MM-DD` in UTC; exceptions that expired before it do not count. Default: '', none has expired. */
  readonly today?: string;
  /** Default: all. */
  readonly rules?: readonly Rule[];
}

/** Everything that is wrong with a tree, sorted by file, line, column and rule. */
export function lint(tree: ManifestTree, options: LintOptions = {}): readonly Finding[] {
  const { policy = defaultPolicy, root = '', base, facts, rules = allRules } = options;
  const context = { tree, policy, root };
  const change = base && diffTrees(base.tree, tree);
  const findings: Finding[] = [];
  for (const rule of rules) {
    if (!isOnSomewhere(rule, policy)) continue;
    for (const complaint of complaintsOf(rule, context, change, facts)) {
      const finding = findingOf(rule, complaint, options);
      if (finding) findings.push(finding);
    }
  }
  return findings.sort(compareFindings);
}

function complaintsOf(
  rule: Rule,
  context: RuleContext,
  change: ReturnType<typeof diffTrees> | undefined,
  facts: RegistryFacts | undefined,
): Iterable<Complaint> {
  switch (rule.kind) {
    case 'input':
    case 'tree':
      return rule.check(context);
    case 'change':
      return change ? rule.check({ ...context, change }) : [];
    case 'online':
      return facts ? rule.check({ ...context, facts }) : [];
  }
}

function isOnSomewhere({ name, severity }: Rule, { rules, overrides }: Policy): boolean {
  const settings = [rules[name] ?? severity, ...overrides.map((override) => override.rules[name] ?? 'off')];
  return settings.some((setting) => setting !== 'off');
}

function findingOf(rule: Rule, complaint: Complaint, options: LintOptions): Finding | undefined {
  const { policy = defaultPolicy, root = '', base, today = '' } = options;
  const { at, remedy, related = [], touches = [] } = complaint;
  const path = pathInTree(fileOf(at), root);
  const severity = severityFor(rule, path, policy);
  if (severity === 'off' || isExcepted(rule.name, path, touches, policy.exceptions, today)) return undefined;
  return {
    rule: rule.name,
    severity,
    message: complaint.message,
    ...(remedy !== undefined && { remedy }),
    where: resolved(at),
    ...(complaint.removed && base && { revision: base.revision }),
    related: related.map((one) => ({
      where: resolved(one.at),
      message: one.message,
      ...(one.removed && base && { revision: base.revision }),
    })),
    touches,
  };
}

function fileOf(at: Place | Position): string {
  return 'line' in at ? at.file : at.file.path;
}

function resolved(at: Place | Position): Position {
  return 'line' in at ? at : positionOf(at);
}
